package dev.holdall.internal.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import dev.holdall.spi.VersionSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HybridClockTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00.000001Z");
    private static final long START_MICROS = START.getEpochSecond() * 1_000_000 + 1;
    private static final int THREADS = 4;

    /**
     * The distance from one version of a key to the next one, if the backend doesn't compare versions and the time
     * doesn't change.
     */
    private static final long STEP = KeyFloors.MARGIN + 1;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final HybridClock comparing = new HybridClock(now::get, Duration.ofMinutes(1), null);
    private final HybridClock blind = new HybridClock(now::get, Duration.ofMinutes(1), new KeyFloors());
    private final List<HybridClock> both = List.of(comparing, blind);

    @Test
    void next_isTheTimeInMicroseconds() {
        both.forEach(clock -> assertThat(clock.next("key")).isEqualTo(new Version(START_MICROS)));
    }

    @Test
    void next_isStrictlyIncreasing_evenIfTimeStandsStillOrGoesBack() {
        for (HybridClock clock : both) {
            now.set(START);
            Version first = clock.next("key");
            Version second = clock.next("key");
            Version ofAnother = clock.next("another");
            now.set(START.minusSeconds(3_600));

            assertThat(second).isGreaterThan(first);
            assertThat(ofAnother).isGreaterThan(first);
            assertThat(clock.next("key")).isGreaterThan(second);
            assertThat(clock.next("yet another")).isGreaterThan(ofAnother);
        }
    }

    @Test
    void next_afterFollowing_isGreater_forEveryKey() {
        Version read = new Version(START_MICROS + 30_000_000);
        for (HybridClock clock : both) {
            assertThat(clock.follow("key", read)).isZero();
            assertThat(clock.next("another")).isGreaterThan(read);
            assertThat(clock.next("key")).isGreaterThan(read);
        }
    }

    @Test
    void next_afterFollowing_isAboveASeriesOfUpdatesOfWhatWasFollowed() {
        Version read = new Version(START_MICROS + 30_000_000);
        blind.follow("key", read);

        assertThat(blind.next("key")).isEqualTo(read.plusMicros(STEP));
    }

    @Test
    void next_afterNext_isAboveAnyUpdateOfThat() {
        Version written = blind.next("key");

        assertThat(blind.next("key")).isEqualTo(written.plusMicros(STEP));
        assertThat(comparing.next("key")).isEqualTo(written);
        assertThat(comparing.next("key")).isEqualTo(written.plusMicros(1));
    }

    @Test
    void next_afterOwnUpdate_isAboveAnyUpdateOfThat() {
        Version seen = new Version(START_MICROS + 30_000_000);

        blind.followUpdateOf("key", seen);

        assertThat(blind.next("key")).isEqualTo(seen.plusMicros(VersionSteps.UPDATE_MICROS + STEP));
    }

    @Test
    void next_ofSeveralKeys_isAboveTheFloorOfEach_andRaisesIt() {
        Version read = new Version(START_MICROS + 1_000_000);
        blind.follow("ahead", read);

        Version version = blind.next(List.of("one", "ahead", "other", "one"));
        assertThat(version).isEqualTo(read.plusMicros(STEP));
        for (String key : List.of("one", "ahead", "other")) {
            assertThat(blind.next(key)).isEqualTo(version.plusMicros(STEP));
        }
    }

    @Test
    void follow_upToTheSkewBound_isFollowed_andBeyondIsNot() {
        Version atTheBound = new Version(START_MICROS + 60_000_000);
        Version beyond = atTheBound.plusMicros(1);
        for (HybridClock clock : both) {
            assertThat(clock.follow("key", beyond)).isEqualTo(60_000_001);
            assertThat(clock.next("key")).isLessThan(atTheBound);
            assertThat(clock.follow("key", atTheBound)).isZero();
            assertThat(clock.next("key")).isGreaterThan(atTheBound);
        }
    }

    @Test
    void ahead_isTheHorizonFromTheNextVersion_andDoesNotMoveTheClock() {
        for (HybridClock clock : both) {
            assertThat(clock.ahead("key", Duration.ofDays(1))).isEqualTo(new Version(START_MICROS + 86_400_000_000L));
            assertThat(clock.next("another")).isEqualTo(new Version(START_MICROS + 1));
            assertThat(clock.next("key").micros()).isBetween(START_MICROS, START_MICROS + 1_000);
        }
    }

    @Test
    void ahead_isAboveWhatWasFollowed() {
        Version read = new Version(START_MICROS + 30_000_000);
        blind.follow("key", read);

        assertThat(blind.ahead("key", Duration.ofSeconds(1))).isGreaterThan(read.plusMicros(1_000_000));
    }

    @Test
    void time_ofManyWritesToManyKeys_staysWithTheSource() {
        int aSecond = 30_000;
        int seconds = 60;
        for (int i = 0; i < seconds * aSecond; i++) {
            long elapsedMicros = i * 1_000_000L / aSecond;
            now.set(START.plusNanos(elapsedMicros * 1_000));
            String key = "key" + i % 1_000_000;
            Version written = blind.next(key);
            blind.follow(key, written);
            assertThat(written.micros() - START_MICROS - elapsedMicros).isBetween(0L, 4 * STEP);
        }
    }

    @Test
    void time_besideOneKeyWrittenFasterThanItsFloorAllows_staysWithTheSource() {
        Version last = blind.next("busy");
        for (int i = 0; i < 10_000; i++) {
            last = blind.next("busy");
            blind.follow("busy", last);
        }

        assertThat(last.micros()).isEqualTo(START_MICROS + 10_000 * STEP);
        assertThat(blind.next("another").micros()).isLessThan(START_MICROS + 20_000);
    }

    @Test
    void next_fromManyThreads_neverRepeats() throws Exception {
        Set<Version> all = new HashSet<>();
        onThreads(() -> versions(5_000)).forEach(all::addAll);
        assertThat(all).hasSize(THREADS * 5_000);
    }

    @Test
    void next_ofOneKeyAndOfBatches_fromManyThreads_isAlwaysAboveTheFloor() throws Exception {
        Set<Version> all = new HashSet<>();
        onThreads(() -> versionsAboveAllEarlier(5_000)).forEach(all::addAll);
        List<Long> micros = all.stream().map(Version::micros).sorted().toList();

        assertThat(all).as("versions of a key that is in all batches").hasSize(THREADS * 5_000);
        for (int i = 1; i < micros.size(); i++) {
            assertThat(micros.get(i) - micros.get(i - 1))
                    .as("distance of two versions")
                    .isGreaterThanOrEqualTo(STEP);
        }
    }

    private List<Version> versions(int count) {
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            versions.add(comparing.next("key" + i % 3));
        }
        return versions;
    }

    /** Makes versions of one key, alternately for the key alone and for batches that contain the key. */
    private List<Version> versionsAboveAllEarlier(int count) {
        List<List<String>> batches = List.of(List.of("key"), List.of("one", "key"), List.of("key", "other", "one"));
        List<Version> versions = new ArrayList<>();
        Version last = new Version(0);
        for (int i = 0; i < count; i++) {
            Version next = i % 2 == 0 ? blind.next("key") : blind.next(batches.get(i / 2 % batches.size()));
            assertThat(next).isGreaterThan(last.plusMicros(STEP - 1));
            blind.follow("other", next.plusMicros(i % 100));
            versions.add(next);
            last = next;
        }
        return versions;
    }

    private static <T> List<T> onThreads(Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
