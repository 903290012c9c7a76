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
    private final List<Long> wentBack = new ArrayList<>();
    private final List<Long> writesAhead = new ArrayList<>();
    private final SkewReports reports = new SkewReports() {

        @Override
        public void wentBack(long micros) {
            wentBack.add(micros);
        }

        @Override
        public void writesAhead(long micros) {
            writesAhead.add(micros);
        }
    };
    private final HybridClock comparing = new HybridClock(now::get, Duration.ofMinutes(1), null, reports);
    private final HybridClock blind = new HybridClock(now::get, Duration.ofMinutes(1), new KeyFloors(), reports);
    private final List<HybridClock> both = List.of(comparing, blind);

    @Test
    void next_isTheTimeInMicroseconds() {
        both.forEach(clock -> assertThat(clock.next("key")).isEqualTo(new Version(START_MICROS)));
    }

    @Test
    void next_isStrictlyIncreasing_evenIfTimeStandsStillOrGoesBackALittle() {
        for (HybridClock clock : both) {
            now.set(START);
            Version first = clock.next("key");
            Version second = clock.next("key");
            Version ofAnother = clock.next("another");
            now.set(START.minusMillis(999));

            assertThat(second).isGreaterThan(first);
            assertThat(ofAnother).isGreaterThan(first);
            assertThat(clock.next("key")).isGreaterThan(second);
            assertThat(clock.next("yet another")).isGreaterThan(ofAnother);
        }
        assertThat(wentBack).isEmpty();
    }

    @Test
    void next_afterTimeWasAheadForAMoment_isTheTimeAgain_forOtherKeys() {
        for (Duration jump : List.of(Duration.ofSeconds(2), Duration.ofSeconds(50), Duration.ofDays(1))) {
            for (HybridClock clock : both) {
                now.set(START.plus(jump));
                clock.next("written ahead");
                clock.next(List.of("written ahead too"));
                clock.follow("read ahead", new Version(micros(START.plus(jump)) + 1));
                now.set(START.plusMillis(1));
                clock.next("one");
                now.set(START.plusMillis(2));

                assertThat(clock.next("another" + jump)).isLessThan(new Version(START_MICROS + 60_000_000));
            }
        }
    }

    @Test
    void next_afterTimeWasAheadForAMoment_isTheTimeAgain_evenForVersionsBelowMaxSkew() {
        for (HybridClock clock : both) {
            now.set(START.plusSeconds(50));
            clock.follow("written ahead", clock.next("written ahead"));
            now.set(START);

            assertThat(clock.next("another")).isEqualTo(new Version(START_MICROS));
        }
        assertThat(wentBack).as("within the tolerance").isEmpty();
    }

    @Test
    void next_afterTimeWasAheadForAMoment_isStillAboveTheKeysLast() {
        now.set(START.plus(Duration.ofDays(1)));
        Version ahead = blind.next("key");
        Version batch = blind.next(List.of("one", "other"));
        Version read = batch.plusMicros(30_000_000);
        blind.follow("read", read);
        now.set(START);

        assertThat(blind.next("key")).isEqualTo(ahead.plusMicros(STEP));
        assertThat(blind.next("other")).isEqualTo(batch.plusMicros(STEP));
        assertThat(blind.next(List.of("one", "new"))).isEqualTo(batch.plusMicros(STEP));
        assertThat(blind.next("read")).isEqualTo(read.plusMicros(STEP));
    }

    @Test
    void next_afterAThousandKeysWereWrittenAhead_isTheTimeAgain_forNearlyAllOthers() {
        now.set(START.plus(Duration.ofDays(1)));
        for (int i = 0; i < 1_000; i++) {
            blind.next("ahead" + i);
        }
        now.set(START);
        int ahead = 0;
        for (int i = 0; i < 10_000; i++) {
            // The floor is read, since writes would fill the slots themselves.
            ahead += blind.follow("another" + i, new Version(START_MICROS + 60_000_001)) == 0 ? 1 : 0;
        }

        assertThat(ahead).as("others that have a floor far ahead").isLessThan(20);
    }

    @Test
    void clock_thatGoesBackByMoreThanMaxSkew_isReported_once() {
        for (HybridClock clock : both) {
            now.set(START.plus(Duration.ofDays(1)));
            clock.next("ahead");
            now.set(START);
            clock.next("another");
            clock.next("yet another");
        }
        long aDay = 86_400_000_000L;
        assertThat(wentBack).containsExactly(aDay, aDay);
        assertThat(writesAhead).as("other keys are not ahead").isEmpty();
    }

    @Test
    void write_thatHasToBeAheadOfTheClock_isReported() {
        now.set(START.plus(Duration.ofDays(1)));
        blind.next("ahead");
        now.set(START);
        blind.next("ahead");
        blind.next(List.of("another", "ahead"));

        assertThat(writesAhead).containsExactly(86_400_000_000L + STEP, 86_400_000_000L + 2 * STEP);
    }

    @Test
    void follow_afterTimeWasAheadForAMoment_isFollowedAgain() {
        for (HybridClock clock : both) {
            now.set(START.plus(Duration.ofDays(1)));
            clock.follow("read ahead", new Version(micros(START) + 86_400_000_000L + 30_000_000));
            now.set(START);
            clock.next("another");
            Version read = new Version(START_MICROS + 30_000_000);
            clock.follow("read", read);

            assertThat(clock.next("yet another")).isEqualTo(read.plusMicros(1));
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

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
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
