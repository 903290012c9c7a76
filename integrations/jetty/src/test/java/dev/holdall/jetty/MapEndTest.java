package dev.holdall.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Ttl;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MapEndTest {

    private static final long NOW = 1_000_000;
    private static final long LONGEST = 1_000_000_000;

    @Test
    void end_isTheGracePeriod_afterTheExpiry() {
        MapEnd end = MapEnd.of(NOW + 100, 60, LONGEST, true, NOW);
        assertThat(end.at()).isEqualTo(NOW + 160);
        assertThat(end.ttl()).isEqualTo(Ttl.until(Instant.ofEpochMilli(NOW + 160)));
    }

    @Test
    void end_isMoved_ifLessThanHalfOfTheGracePeriodWouldBeLeft() {
        MapEnd end = MapEnd.of(NOW + 100, 60, LONGEST, true, NOW);
        assertThat(end.differsFrom(NOW + 130)).isFalse();
        assertThat(end.differsFrom(NOW + 129)).isTrue();
    }

    @Test
    void end_isMoved_ifTheSessionWouldStayMuchTooLong() {
        MapEnd end = MapEnd.of(NOW + 100, 60, LONGEST, true, NOW);
        assertThat(end.differsFrom(NOW + 220)).isFalse();
        assertThat(end.differsFrom(NOW + 221)).isTrue();
        assertThat(end.differsFrom(MapEnd.NEVER)).isTrue();
    }

    @Test
    void end_isMovedByEachSave_withoutAGracePeriod() {
        assertThat(MapEnd.of(NOW + 100, 0, LONGEST, true, NOW).differsFrom(NOW + 99))
                .isTrue();
        assertThat(MapEnd.of(NOW + 100, 0, LONGEST, true, NOW).differsFrom(NOW + 100))
                .isFalse();
    }

    @Test
    void sessionThatNeverExpires_hasNoEnd_ifTheStoreAllowsIt() {
        MapEnd end = MapEnd.of(0, 60, LONGEST, true, NOW);
        assertThat(end.ttl()).isEqualTo(Ttl.never());
        assertThat(end.differsFrom(MapEnd.NEVER)).isFalse();
        assertThat(end.differsFrom(NOW + 1)).isTrue();
    }

    @Test
    void sessionThatNeverExpires_hasTheLongestTtl_ifTheStoreDoesNotAllowIt() {
        MapEnd end = MapEnd.of(0, 60, 1_000, false, NOW);
        assertThat(end.at()).isEqualTo(NOW + 1_000);
        assertThat(end.differsFrom(NOW + 500)).isFalse();
        assertThat(end.differsFrom(NOW + 499)).isTrue();
    }

    @Test
    void end_isNotBeyondWhatTheStoreAllows() {
        assertThat(MapEnd.of(NOW + 5_000, 60, 1_000, true, NOW).at()).isEqualTo(NOW + 1_000);
    }
}
