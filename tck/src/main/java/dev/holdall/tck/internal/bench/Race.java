package dev.holdall.tck.internal.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs actions ("racers") against each other, round after round. The racers of a round are started together; then each
 * spins for a random time, from none to a good part of a millisecond, which the bench's seed determines. To be used by
 * one thread.
 */
public final class Race implements AutoCloseable {

    /**
     * The binary logarithm of the longest wait, in spins. The logarithm is what is chosen at random, so that short
     * waits are as likely as long ones, and calls overlap whether they take microseconds or milliseconds.
     */
    private static final int LONGEST_WAIT_LOG2 = 13;

    private static final int SPINS_BEFORE_YIELD = 10_000;

    /** How many keys {@link #newKeys} makes. */
    public static final int KEYS = 16;

    private final SplittableRandom random;
    private final ExecutorService threads = Executors.newCachedThreadPool(Race::thread);
    private int round;
    private String spins = "no";

    private Race(SplittableRandom random) {
        this.random = random;
    }

    /** Runs a round this many times. A round runs its racers, and then checks the result. */
    public static void repeat(Bench bench, int rounds, Consumer<Race> round) {
        try (Race race = new Race(bench.random().split())) {
            for (int i = 0; i < rounds; i++) {
                race.round = i;
                round.accept(race);
            }
        }
    }

    /**
     * Makes the keys of a round, each with what the preparation returned for it, in the order in which they were made.
     */
    public <T> Map<String, T> newKeys(Bench bench, Function<String, T> preparation) {
        return Stream.generate(bench::key)
                .limit(KEYS)
                .collect(Collectors.toMap(key -> key, preparation, (one, other) -> one, LinkedHashMap::new));
    }

    /**
     * Runs the actions against each other, and returns when all have ended. If one throws, fails with that as the
     * cause.
     */
    public void run(Runnable... racers) {
        run(racers.length, racer -> {
            racers[racer].run();
            return racer;
        });
    }

    /**
     * Runs this many racers with the same action, which is given the number of its racer, from 0 on. Returns the
     * answers in the order of the numbers.
     */
    public <T> List<T> run(int racers, IntFunction<T> action) {
        Start start = new Start(racers);
        spins = start.spins.toString();
        return answers(racers, racer -> {
            start.await(racer);
            return action.apply(racer);
        });
    }

    /**
     * Runs two actions against each other on each key, one key after the other. Two threads run all of these races,
     * which is cheaper than starting two for each.
     */
    public void run(Collection<String> keys, Consumer<String> one, Consumer<String> other) {
        List<Consumer<String>> racers = List.of(one, other);
        Map<String, Start> starts = new LinkedHashMap<>();
        keys.forEach(key -> starts.put(key, new Start(racers.size())));
        spins = starts.values().stream().map(start -> start.spins).toList().toString();
        answers(racers.size(), racer -> {
            starts.forEach((key, start) -> {
                start.await(racer);
                racers.get(racer).accept(key);
            });
            return racer;
        });
    }

    /** Describes the round and its waits, for the message of an assertion. */
    public String round() {
        return "round " + round + ", racers waiting " + spins + " spins";
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(TestTime.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable racer) {
        Thread thread = new Thread(racer, "holdall-tck-racer");
        thread.setDaemon(true);
        return thread;
    }

    private <T> List<T> answers(int racers, IntFunction<T> action) {
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            int racer = i;
            running.add(threads.submit(() -> action.apply(racer)));
        }
        return running.stream().map(this::answer).toList();
    }

    private <T> T answer(Future<T> running) {
        try {
            return running.get(TestTime.PATIENCE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a racer failed in " + round(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a racer didn't end in " + round(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted in " + round(), e);
        }
    }

    /** A barrier at which the racers wait for each other, and then each for its own number of spins. */
    private final class Start {

        private final List<Integer> spins;
        private final CountDownLatch missing;

        Start(int racers) {
            missing = new CountDownLatch(racers);
            spins = random.ints(racers, 0, LONGEST_WAIT_LOG2)
                    .map(log2 -> random.nextInt(1 << log2))
                    .boxed()
                    .toList();
        }

        /**
         * Waits by spinning. It doesn't sleep, because a sleep ends too inexactly: it may be late by more than a call
         * takes.
         */
        @SuppressWarnings("ThreadPriorityCheck") // It yields, so that all racers arrive on few processors.
        void await(int racer) {
            missing.countDown();
            for (int i = 0; missing.getCount() > 0 && !Thread.currentThread().isInterrupted(); i++) {
                if (i < SPINS_BEFORE_YIELD) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
            for (int i = 0; i < spins.get(racer); i++) {
                Thread.onSpinWait();
            }
        }
    }
}
