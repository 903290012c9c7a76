package dev.holdall.cassandra.internal.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.spi.Lifetime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TtlSecondsTest {

    /** Cassandra counts the second in which the write arrives as a whole one, however little of it is left. */
    @ParameterizedTest
    @CsvSource({"1, 2", "999, 2", "1000, 2", "1001, 3", "2000, 3", "157680000000, 157680001"})
    void ofWrite_isNeverLessThanTheLifetime(long millis, int seconds) {
        assertThat(TtlSeconds.ofWrite(Lifetime.ofMillis(millis))).isEqualTo(seconds);
    }

    @Test
    void ofWrite_forEver_overridesTheDefaultTtlOfATable() {
        assertThat(TtlSeconds.ofWrite(Lifetime.FOREVER)).isZero();
    }

    @Test
    void longestLifetime_isOneThatCassandraTakes() {
        assertThat(TtlSeconds.ofWrite(Lifetime.ofMillis(TtlSeconds.MAX_TTL.toMillis())))
                .isLessThan(630_720_000);
    }
}
