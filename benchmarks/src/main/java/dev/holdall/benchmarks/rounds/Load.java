package dev.holdall.benchmarks.rounds;

import java.time.Duration;

/** Calls one verb for a while. */
public interface Load {

    /** What a call may take at the very most, its retries included; every contender has a deadline of two seconds. */
    Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Keeps calls under way until the time is over, and waits for the last ones.
     *
     * @param inFlight how many at a time
     * @param time how long new ones begin
     * @return what was measured
     * @throws IllegalStateException if one fails
     */
    Sample run(int inFlight, Duration time);
}
