package dev.holdall.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.spi.Lifetime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContentionTest {

    private static final int THREADS = 16;
    private static final int ROUNDS = 500;
    private static final long HORIZON_MILLIS = 86_400_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Verbs verbs = Verbs.open(new TestContext());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void increments_areAllCounted() throws Exception {
        List<List<Long>> sums = race(thread -> () -> IntStream.range(0, 4_000)
                .mapToObj(i -> verbs.increment("k", 1, 1, i).value())
                .toList());

        assertThat(verbs.value("k")).hasValue("64000");
        assertThat(sums.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    @Test
    void writes_allHaveVersionsOfTheirOwn() throws Exception {
        List<List<Long>> versions = race(thread -> () -> IntStream.range(0, 1_000)
                .mapToObj(i -> verbs.write("k", "v" + thread, i))
                .toList());

        assertThat(versions.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    @Test
    void ofSeveralAdds_exactlyOneStores() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "k" + round;
            List<Boolean> stored =
                    race(thread -> () -> verbs.add(key, "v" + thread, 1).isStored());

            assertThat(stored).containsOnlyOnce(true);
            assertThat(verbs.value(key)).hasValue("v" + stored.indexOf(true));
        }
    }

    @Test
    void ofSeveralCompareAndSets_exactlyOneStores() throws Exception {
        long[] seen = {verbs.write("k", "a", 1)};
        for (int round = 0; round < ROUNDS; round++) {
            List<Boolean> stored = race(thread -> () ->
                    verbs.compareAndSet("k", seen[0], "v" + thread, thread).isStored());

            assertThat(stored).containsOnlyOnce(true);
            assertThat(verbs.value("k")).hasValue("v" + stored.indexOf(true));
            seen[0] = verbs.version("k").orElseThrow();
        }
    }

    @Test
    void ofSeveralUpdates_oneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long seen = verbs.write("k", "a", 1);
            race(thread -> () -> {
                verbs.update("k", seen, "v" + thread);
                return true;
            });

            assertThat(verbs.version("k")).hasValue(seen + 1);
        }
    }

    @Test
    void nothing_bringsARevokedKeyBack() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String key = "k" + round;
            long seen = verbs.write(key, "a", 1);
            List<Runnable> racers = new ArrayList<>(writersOf(key, seen));
            racers.add(() -> verbs.revoke(key, HORIZON_MILLIS));
            shuffle(racers, random);
            race(thread -> () -> {
                racers.get(thread % racers.size()).run();
                return true;
            });

            assertThat(verbs.value(key)).as("seed %d, round %d", seed, round).isEmpty();
        }
    }

    @Test
    void neitherTouchNorUpdate_bringsADeletedEntryBack() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long seen = verbs.write("k", "a", round);
            race(thread -> () -> {
                switch (thread % 3) {
                    case 0 -> verbs.touch("k", Lifetime.ofMillis(1_000));
                    case 1 -> verbs.update("k", seen, "b");
                    default -> verbs.delete("k");
                }
                return true;
            });

            assertThat(verbs.value("k")).as("round %d", round).isEmpty();
        }
    }

    /** An increment keeps the end of the counter, so it makes no touch undone that runs at the same time. */
    @Test
    void noIncrement_losesATouch() throws Exception {
        Lifetime touched = Lifetime.ofMillis(3_600_001);
        for (int round = 0; round < 10 * ROUNDS; round++) {
            verbs.write("k", "1", Lifetime.ofMillis(3_600_000), round);
            race(thread -> () -> thread % 2 == 0
                    ? verbs.increment("k", 1, 1, 1).value()
                    : verbs.touch("k", touched).orElseThrow());

            assertThat(verbs.remaining("k")).as("round %d", round).hasValue(touched);
        }
    }

    private List<Runnable> writersOf(String key, long seen) {
        return List.of(
                () -> verbs.write(key, "b", Long.MAX_VALUE / 2),
                () -> verbs.update(key, seen, "c"),
                () -> verbs.add(key, "d", 9),
                () -> verbs.compareAndSet(key, seen, "e", 9),
                () -> verbs.touch(key, Lifetime.FOREVER),
                () -> verbs.delete(key));
    }

    private static void shuffle(List<Runnable> racers, SplittableRandom random) {
        for (int i = racers.size() - 1; i > 0; i--) {
            Collections.swap(racers, i, random.nextInt(i + 1));
        }
    }

    /** Runs one task in each thread, all at once, and returns their answers in order. */
    private <R> List<R> race(IntFunction<Callable<R>> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<R>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Callable<R> own = task.apply(thread);
            running.add(threads.submit(() -> {
                start.await();
                return own.call();
            }));
        }
        List<R> answers = new ArrayList<>();
        for (Future<R> answer : running) {
            answers.add(answer.get());
        }
        return answers;
    }
}
