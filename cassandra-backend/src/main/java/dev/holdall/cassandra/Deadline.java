package dev.holdall.cassandra;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import java.time.Duration;

/**
 * The moment from which on nobody waits for a call of several requests, so that no further write of it begins.
 *
 * @param endNanos by {@link System#nanoTime}
 */
record Deadline(long endNanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean hasPassed() {
        return leftNanos() <= 0;
    }

    /**
     * How much time there is.
     *
     * @throws BackendException if there is none
     */
    Duration left() {
        long leftNanos = leftNanos();
        if (leftNanos <= 0) {
            throw new BackendException(
                    Kind.TIMEOUT, Outcome.NOT_APPLIED, "the requests before the write took all the time", null);
        }
        return Duration.ofNanos(leftNanos);
    }

    private long leftNanos() {
        return endNanos - System.nanoTime();
    }
}
