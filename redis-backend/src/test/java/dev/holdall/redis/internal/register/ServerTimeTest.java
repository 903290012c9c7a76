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
    void reachesNothing_untilItIsTold() {
        assertThat(time.reach(TEN_MINUTES)).isEqualTo(ServerTime.NO_REACH);
        assertThat(time.reaches(new Version(-5), TEN_MINUTES)).isFalse();
    }

    @Test
    void reachesAsFarAsTheLifetime_lessWhatClocksMayDiffer() {
        time.tell(NOW);

        Version reach = new Version(NOW + 9 * MINUTE);
        assertThat(time.reach(TEN_MINUTES)).isEqualTo(reach);
        assertThat(time.reaches(reach, TEN_MINUTES)).isTrue();
        assertThat(time.reaches(reach.plusMicros(1), TEN_MINUTES)).isFalse();
    }

    @Test
    void whatNeverEnds_isReachedWhatever_andWhatIsOver_never() {
        assertThat(time.reach(Lifetime.FOREVER)).isEqualTo(ServerTime.FULL_REACH);
        time.tell(NOW);
        assertThat(time.reach(Lifetime.OVER)).isEqualTo(ServerTime.NO_REACH);
        assertThat(time.reaches(new Version(Long.MAX_VALUE), Lifetime.FOREVER)).isTrue();
        assertThat(time.reaches(new Version(0), Lifetime.OVER)).isFalse();
    }

    @Test
    void lastThatWasTold_counts_alsoOfAClockThatWasSetBack() {
        time.tell(NOW);
        time.tell(NOW - 60 * MINUTE);

        assertThat(time.reach(TEN_MINUTES)).isEqualTo(new Version(NOW - 51 * MINUTE));
    }

    @Test
    void countsForAMinute() {
        time.tell(NOW);
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
        assertThat(time.reach(TEN_MINUTES)).isNotEqualTo(ServerTime.NO_REACH);

        nanos.incrementAndGet();
        assertThat(time.reach(TEN_MINUTES)).isEqualTo(ServerTime.NO_REACH);
    }
}
