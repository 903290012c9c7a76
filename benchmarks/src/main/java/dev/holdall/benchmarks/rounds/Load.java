package dev.holdall.benchmarks.rounds;

import java.time.Duration;

/** A load, which calls one verb for a while. */
public interface Load {

    /**
     * How long to wait for the last calls before the measurement fails. Every contender has a deadline of two seconds,
     * so even with retries a call ends sooner.
     */
    Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Keeps calls in flight until the time is over, and waits for the last ones.
     *
     * @param inFlight how many calls are in flight at the same time
     * @param time for how long new calls begin
     * @return the sample
     * @throws IllegalStateException if a call fails, or if the thread is interrupted; then its interrupt flag is set
     */
    Sample run(int inFlight, Duration time);
}
