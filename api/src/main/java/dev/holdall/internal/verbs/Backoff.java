package dev.holdall.internal.verbs;

import dev.holdall.internal.threads.Threads;
import dev.holdall.spi.BackendException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential backoff with jitter: the pauses between the attempts of a call are random, and double until they reach a
 * limit.
 */
final class Backoff {

    private final long firstNanos;
    private final int maxDoublings;

    /**
     * Makes a backoff. The limit of the first pause is {@code first}; the limit doubles with each pause, at most
     * {@code maxDoublings} times. Each pause is between half its limit and its limit.
     */
    Backoff(Duration first, int maxDoublings) {
        this.firstNanos = first.toNanos();
        this.maxDoublings = maxDoublings;
    }

    /**
     * Runs the next attempt after a pause, on another thread.
     *
     * @param pause the number of earlier pauses
     * @param maxNanos the longest pause that is allowed
     * @throws BackendException if the JVM can't start a thread; the attempt is not made then
     */
    void retryAfterPause(Runnable attempt, int pause, long maxNanos) {
        Future<?> unused = Threads.scheduler().schedule(attempt, Math.min(nanos(pause), maxNanos));
    }

    private long nanos(int pause) {
        long limit = firstNanos << Math.min(pause, maxDoublings);
        return ThreadLocalRandom.current().nextLong(limit / 2, limit);
    }
}
