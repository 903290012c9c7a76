package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServerTimeTest {

    private static final long NOW = TimeUnit.DAYS.toMicros(20_000);
    private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
    private static final Lifetime TEN_MINUTES =
            Lifetime.ofMillis(Duration.ofMinutes(10).toMillis());

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final ServerTime time = new ServerTime(nanos::get);

    @Test
    void withoutAReport_noVersionIsWithinTheLimit() {
        assertThat(time.limit(TEN_MINUTES)).isEqualTo(ServerTime.LOWEST_LIMIT);
        assertThat(time.isWithinLimit(new Version(-5), TEN_MINUTES)).isFalse();
    }

    @Test
    void limit_isTheReportedTimePlusTheLifetime_lessWhatClocksMayDiffer() {
        time.report(NOW);

        Version limit = new Version(NOW + 9 * MINUTE);
        assertThat(time.limit(TEN_MINUTES)).isEqualTo(limit);
        assertThat(time.isWithinLimit(limit, TEN_MINUTES)).isTrue();
        assertThat(time.isWithinLimit(limit.plusMicros(1), TEN_MINUTES)).isFalse();
    }

    @Test
    void everyVersionIsWithinTheLimit_ofAnEndlessLifetime_andNoneOfOneThatIsOver() {
        assertThat(time.limit(Lifetime.FOREVER)).isEqualTo(ServerTime.HIGHEST_LIMIT);
        time.report(NOW);
        assertThat(time.limit(Lifetime.OVER)).isEqualTo(ServerTime.LOWEST_LIMIT);
        assertThat(time.isWithinLimit(new Version(Long.MAX_VALUE), Lifetime.FOREVER))
                .isTrue();
        assertThat(time.isWithinLimit(new Version(0), Lifetime.OVER)).isFalse();
    }

    @Test
    void lastReport_counts_evenIfTheClockWasSetBack() {
        time.report(NOW);
        time.report(NOW - 60 * MINUTE);

        assertThat(time.limit(TEN_MINUTES)).isEqualTo(new Version(NOW - 51 * MINUTE));
    }

    @Test
    void report_countsForAMinute() {
        time.report(NOW);
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
        assertThat(time.limit(TEN_MINUTES)).isNotEqualTo(ServerTime.LOWEST_LIMIT);

        nanos.incrementAndGet();
        assertThat(time.limit(TEN_MINUTES)).isEqualTo(ServerTime.LOWEST_LIMIT);
    }
}
