package dev.holdall.cassandra.internal.requests;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker. A failure of a certain kind opens it, and it refuses requests for a while. After that it is half
 * open: it lets one request through at a time, until one of them succeeds and closes it. Thread-safe; nothing blocks.
 */
public final class CircuitBreaker {

    private final long openNanos;
    private final Predicate<Throwable> opensIt;
    private boolean closed = true;
    private long failedNanos;
    private int inFlight;

    /**
     * A circuit breaker that is closed.
     *
     * @param open how long it refuses all requests after a failure
     * @param opensIt which failures open it; others leave it as it is
     */
    public CircuitBreaker(Duration open, Predicate<Throwable> opensIt) {
        this.openNanos = open.toNanos();
        this.opensIt = opensIt;
    }

    /** Whether a request would be refused now. */
    public synchronized boolean refuses() {
        return !closed && (inFlight > 0 || System.nanoTime() - failedNanos < openNanos);
    }

    /**
     * Lets a request begin, unless it is refused.
     *
     * @return false if the request is refused; else {@link #end} has to be called when it has ended
     */
    public synchronized boolean begin() {
        if (refuses()) {
            return false;
        }
        inFlight++;
        return true;
    }

    /**
     * A request that had begun has ended.
     *
     * @param failure how it failed; null if it succeeded
     */
    public synchronized void end(@Nullable Throwable failure) {
        inFlight--;
        if (failure == null) {
            closed = true;
        } else if (opensIt.test(failure)) {
            closed = false;
            failedNanos = System.nanoTime();
        }
    }
}
