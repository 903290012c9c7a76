package dev.holdall.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HybridClockTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00.000001Z");
    private static final long START_MICROS = START.getEpochSecond() * 1_000_000 + 1;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final HybridClock clock = new HybridClock(now::get, Duration.ofMinutes(1), 64);

    @Test
    void next_isTheTimeInMicroseconds() {
        assertThat(clock.next()).isEqualTo(new Version(START_MICROS));
    }

    @Test
    void next_isStrictlyIncreasing_evenIfTimeStandsStillOrGoesBack() {
        Version first = clock.next();
        Version second = clock.next();
        now.set(START.minusSeconds(3_600));

        assertThat(second).isGreaterThan(first);
        assertThat(clock.next()).isGreaterThan(second);
    }

    @Test
    void next_afterFollowing_isAboveAnyUpdateOfWhatWasFollowed() {
        Version read = new Version(START_MICROS + 30_000_000);

        assertThat(clock.follow(read)).isZero();
        assertThat(clock.next()).isGreaterThan(read.plusMicros(64));
    }

    @Test
    void follow_upToTheSkewBound_isFollowed_andBeyondIsNot() {
        Version atTheBound = new Version(START_MICROS + 60_000_000);
        Version beyond = atTheBound.plusMicros(1);

        assertThat(clock.follow(beyond)).isEqualTo(60_000_001);
        assertThat(clock.next()).isLessThan(atTheBound);
        assertThat(clock.follow(atTheBound)).isZero();
        assertThat(clock.next()).isGreaterThan(atTheBound);
    }

    @Test
    void follow_extremeVersions_doesNotOverflow() {
        assertThat(clock.follow(new Version(Long.MIN_VALUE))).isZero();
        assertThat(clock.follow(new Version(Long.MAX_VALUE))).isPositive();
        assertThat(clock.next().micros()).isBetween(START_MICROS, START_MICROS + 1_000);
    }

    @Test
    void ahead_isTheHorizonFromNow_andDoesNotMoveTheClock() {
        assertThat(clock.ahead(Duration.ofDays(1))).isEqualTo(new Version(START_MICROS + 86_400_000_000L));
        assertThat(clock.next()).isEqualTo(new Version(START_MICROS + 1));
    }

    @Test
    void next_fromManyThreads_neverRepeats() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Version>>> parts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                parts.add(threads.submit(() -> versions(5_000)));
            }
            Set<Version> all = new HashSet<>();
            for (Future<List<Version>> part : parts) {
                all.addAll(part.get());
            }
            assertThat(all).hasSize(20_000);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Version> versions(int count) {
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            versions.add(clock.next());
        }
        return versions;
    }
}
