package dev.holdall.tck.internal.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes one call from many threads, again and again. The number of rounds decides how often; a slow backend makes fewer
 * calls, as many as fit into 20 ms for each round.
 */
public final class Contention {

    /** The most threads that call at the same time. */
    public static final int RACERS = 16;

    private static final int FEWEST_RACERS = 4;
    private static final int ROUNDS_PER_RACER = 3;
    private static final long NANOS_PER_ROUND = 20_000_000;

    private Contention() {}

    /** Makes the calls, and returns their answers. */
    public static <T> List<T> run(Bench bench, int rounds, Supplier<T> call) {
        int racers = Math.max(FEWEST_RACERS, Math.min(RACERS, rounds / ROUNDS_PER_RACER));
        int each = 64 * Math.max(1, rounds / 2) / RACERS;
        List<T> answers = new ArrayList<>();
        Race.repeat(bench, 1, race -> {
            long end = System.nanoTime() + rounds * NANOS_PER_ROUND;
            race.run(racers, racer -> answers(call, each, end)).forEach(answers::addAll);
        });
        return answers;
    }

    private static <T> List<T> answers(Supplier<T> call, int most, long end) {
        List<T> answers = new ArrayList<>();
        do {
            answers.add(call.get());
        } while (answers.size() < most && System.nanoTime() - end < 0);
        return answers;
    }
}
