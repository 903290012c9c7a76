package dev.holdall.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Actions that are started together, round after round, on schedules that the bench's seed determines: how long each
 * waits after the start, from nothing to a good part of a millisecond. For one test thread.
 */
final class Race implements AutoCloseable {

    /** Short waits are as likely as long ones, so that calls meet whether they take microseconds or milliseconds. */
    private static final int LONGEST_WAIT_LOG2 = 15;

    private final SplittableRandom random;
    private final ExecutorService threads = Executors.newCachedThreadPool(Race::thread);
    private int round;
    private int[] spins = {};

    private Race(SplittableRandom random) {
        this.random = random;
    }

    /** Runs a round so many times; a round runs its racers and then checks what came of it. */
    static void repeat(Bench bench, int rounds, Consumer<Race> round) {
        try (Race race = new Race(bench.random().split())) {
            for (int i = 0; i < rounds; i++) {
                race.round = i;
                round.accept(race);
            }
        }
    }

    /** Runs the actions against each other; returns when all have ended, or throws what one has thrown. */
    void run(Runnable... racers) {
        run(racers.length, racer -> {
            racers[racer].run();
            return racer;
        });
    }

    /** Runs an action so many times against itself, each with its number from 0 on, and returns the answers in that order. */
    <T> List<T> run(int racers, IntFunction<T> action) {
        spins = random.ints(racers, 0, LONGEST_WAIT_LOG2)
                .map(log2 -> random.nextInt(1 << log2))
                .toArray();
        int[] waits = spins;
        CountDownLatch start = new CountDownLatch(racers);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            int racer = i;
            running.add(threads.submit(() -> {
                await(start, waits[racer]);
                return action.apply(racer);
            }));
        }
        return running.stream().map(this::answer).toList();
    }

    /** Describes the round, for the message of an assertion. */
    String round() {
        return "round " + round + ", racers waiting " + Arrays.toString(spins) + " spins";
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(Bench.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable racer) {
        Thread thread = new Thread(racer, "holdall-tck-racer");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits for the others without sleeping, whose end would be less exact than a call is long. */
    @SuppressWarnings("ThreadPriorityCheck") // Yields so that the others can come where racers outnumber processors.
    private static void await(CountDownLatch start, int spins) {
        start.countDown();
        while (start.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }

    private <T> T answer(Future<T> running) {
        try {
            return running.get(Bench.PATIENCE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a racer failed in " + round(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a racer didn't end in " + round(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted in " + round(), e);
        }
    }
}
