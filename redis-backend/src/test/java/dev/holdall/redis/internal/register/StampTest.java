package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StampTest {

    private static final long NOW = Instant.parse("2026-11-27T12:00:00Z").toEpochMilli();

    @Test
    void stamp_tellsTheTime() {
        assertThat(Stamp.millis(Stamp.at(NOW))).isEqualTo(NOW);
        assertThat(Stamp.at(NOW)).isBetween(Stamp.first(NOW), Stamp.first(NOW + 1) - 1);
    }

    @Test
    void stamps_ofOneMoment_differ() {
        Set<Long> stamps = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            stamps.add(Stamp.at(NOW));
        }
        assertThat(stamps).hasSizeGreaterThan(50);
    }

    @Test
    void stamp_isExactAsAScore_forAsLongAsAnyoneCares() {
        long stamp = Stamp.first(Instant.parse("2088-01-01T00:00:00Z").toEpochMilli()) + 1;
        assertThat((long) (double) stamp).isEqualTo(stamp);
    }

    @Test
    void clockBeforeTheFirstStamp_hasTheFirstStamp() {
        assertThat(Stamp.first(0)).isZero();
    }
}
