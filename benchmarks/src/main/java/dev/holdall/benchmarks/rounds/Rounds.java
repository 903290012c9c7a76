package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Runs the contenders in rounds, until the time is over. In each round, each contender runs for a moment. So what
 * disturbs the machine for a while disturbs all contenders alike.
 */
public final class Rounds {

    /** A short slice. The speed of the machine changes little within a round of such slices. */
    public static final Duration SHORT_SLICE = Duration.ofMillis(100);

    private final int warmUps;
    private final Duration slice;
    private final Duration time;

    /**
     * Creates rounds, without running them.
     *
     * @param warmUps how many rounds come first whose samples are dropped
     * @param slice how long a contender runs in each round
     * @param time the time for all rounds, warm-ups included. A round begins only if it would end within that time, as
     *     far as the longest round so far shows; but one round always counts
     */
    public Rounds(int warmUps, Duration slice, Duration time) {
        this.warmUps = warmUps;
        this.slice = slice;
        this.time = time;
    }

    /** Runs one round. */
    public interface Round {

        /**
         * Runs all contenders.
         *
         * @param slice how long each contender runs
         * @param round the number of the round
         * @param out the results, to which the samples are added
         */
        void run(Duration slice, int round, Results out);
    }

    /**
     * Runs rounds in which the contenders of each row run one after the other.
     *
     * @param out the results, to which the samples are added
     * @param contenders the contenders of each row
     * @return {@code out}
     */
    public Results run(Results out, Map<Row, List<Contender>> contenders) {
        return run(
                out,
                (slice, round, each) -> contenders.forEach((row, all) -> inTurn(all, round)
                        .forEach(one -> each.add(row, one.name(), one.load().run(row.inFlight(), slice)))));
    }

    /**
     * Runs the warm-ups, and then at least one round that counts. If a call fails, its round ends, and isn't counted;
     * the failure is noted in the results.
     *
     * @param out the results, to which the samples are added
     * @param round what to do in each round
     * @return {@code out}
     * @throws IllegalStateException if no round has succeeded, or if the thread is interrupted
     */
    public Results run(Results out, Round round) {
        long endNanos = System.nanoTime() + time.toNanos();
        for (int i = 0; i < warmUps; i++) {
            succeeds(round, i, out, out.emptied());
        }
        int counted = 0;
        long longestNanos = 0;
        do {
            long begun = System.nanoTime();
            Results samples = out.emptied();
            if (succeeds(round, counted, out, samples)) {
                out.addAll(samples);
                counted++;
            }
            longestNanos = Math.max(longestNanos, System.nanoTime() - begun);
            System.err.print('.');
        } while (System.nanoTime() + longestNanos - endNanos < 0);
        System.err.println();
        if (counted == 0) {
            throw new IllegalStateException("no round has succeeded: " + out.failures());
        }
        return out;
    }

    private boolean succeeds(Round round, int number, Results out, Results samples) {
        try {
            round.run(slice, number, samples);
            return true;
        } catch (IllegalStateException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            out.failed(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /**
     * Rotates the contenders, so that in each round another one runs first.
     *
     * @param contenders all contenders
     * @param round the number of the round
     * @return a copy of the list, rotated
     * @param <T> the type of a contender
     */
    public static <T> List<T> inTurn(List<T> contenders, int round) {
        List<T> turned = new ArrayList<>(contenders);
        Collections.rotate(turned, round);
        return turned;
    }
}
