package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Goes through all contenders for a moment each, again and again, until the time is over: what disturbs the machine
 * disturbs all of them.
 */
public final class Rounds {

    private final int warmUps;
    private final Duration slice;
    private final Duration time;

    /**
     * Rounds to run.
     *
     * @param warmUps how many come first that don't count
     * @param slice how long a contender has in each round
     * @param time no further round begins after it
     */
    public Rounds(int warmUps, Duration slice, Duration time) {
        this.warmUps = warmUps;
        this.slice = slice;
        this.time = time;
    }

    /** One round. */
    public interface Round {

        /**
         * Lets all contenders run.
         *
         * @param slice how long each
         * @param round its number
         * @param out takes what is measured
         */
        void run(Duration slice, int round, Results out);
    }

    /**
     * Runs rounds in which the contenders of each row take turns.
     *
     * @param out takes what is measured
     * @param contenders of each row
     * @return what was measured
     */
    public Results run(Results out, Map<Row, List<Contender>> contenders) {
        return run(
                out,
                (slice, round, each) -> contenders.forEach((row, all) -> inTurn(all, round)
                        .forEach(one -> each.add(row, one.name(), one.load().run(row.inFlight(), slice)))));
    }

    /**
     * Runs them, one that counts at least.
     *
     * @param out takes what is measured
     * @param round what to do in each
     * @return what was measured
     */
    public Results run(Results out, Round round) {
        long endNanos = System.nanoTime() + time.toNanos();
        for (int i = 0; i < warmUps; i++) {
            round.run(slice, i, out.emptied());
        }
        int counted = 0;
        long longestNanos = 0;
        while (counted == 0 || System.nanoTime() + longestNanos - endNanos < 0) {
            long begun = System.nanoTime();
            round.run(slice, counted, out);
            longestNanos = Math.max(longestNanos, System.nanoTime() - begun);
            counted++;
            System.err.print('.');
        }
        System.err.println();
        return out;
    }

    /**
     * Another one first in each round.
     *
     * @param contenders all
     * @param round the round's number
     * @return the same, in another order
     * @param <T> what they are
     */
    public static <T> List<T> inTurn(List<T> contenders, int round) {
        List<T> turned = new ArrayList<>(contenders);
        Collections.rotate(turned, round);
        return turned;
    }
}
