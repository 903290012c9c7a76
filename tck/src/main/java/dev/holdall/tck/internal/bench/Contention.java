package dev.holdall.tck.internal.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One call, made by many threads again and again: as often as the rounds say, or as a slow backend does in the time
 * that it is given for them.
 */
public final class Contention {

    /** How many threads there are at most. */
    public static final int RACERS = 16;

    private static final int FEWEST_RACERS = 4;
    private static final int ROUNDS_PER_RACER = 3;
    private static final long NANOS_PER_ROUND = 20_000_000;

    private Contention() {}

    /** What all the calls have answered. */
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
