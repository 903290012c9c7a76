package dev.holdall.cassandra.internal.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.cassandra.internal.statements.TtlSeconds;
import dev.holdall.spi.Lifetime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FieldLifetimesTest {

    private final FieldLifetimes lifetimes = new FieldLifetimes();

    @Test
    void fields_liveTwiceAsLongAsTheirMap() {
        assertThat(lifetimes.ttlSeconds(hours(1))).isEqualTo(2 * 3_600 + 1);
    }

    @Test
    void fields_liveTwiceAsLongAsTheLongestMap() {
        lifetimes.ttlSeconds(hours(5));

        assertThat(lifetimes.ttlSeconds(hours(1))).isEqualTo(10 * 3_600 + 1);
        assertThat(lifetimes.ttlSeconds(hours(6))).isEqualTo(12 * 3_600 + 1);
    }

    @Test
    void fields_ofAMapWithoutAnEnd_haveNone_andOthersStillHave() {
        assertThat(lifetimes.ttlSeconds(Lifetime.FOREVER)).isZero();
        assertThat(lifetimes.ttlSeconds(hours(1))).isEqualTo(2 * 3_600 + 1);
    }

    @Test
    void fields_ofAMapThatIsOver_end() {
        assertThat(lifetimes.ttlSeconds(Lifetime.OVER)).isOne();
    }

    /** Before its release 5.0, Cassandra takes no expiry after January 2038. */
    @Test
    void fields_ofTheLongestMap_liveAYearLonger() {
        Duration longest = TtlSeconds.MAX_TTL;

        assertThat(lifetimes.ttlSeconds(Lifetime.ofMillis(longest.toMillis())))
                .isEqualTo((int) longest.plusDays(365).toSeconds() + 1);
    }

    private static Lifetime hours(int hours) {
        return Lifetime.ofMillis(Duration.ofHours(hours).toMillis());
    }
}
