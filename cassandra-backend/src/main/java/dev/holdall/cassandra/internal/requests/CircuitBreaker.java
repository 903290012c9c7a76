package dev.holdall.cassandra.internal.requests;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker. A failure of a certain kind opens it, and it then refuses requests for a while. After that it is
 * half open: it lets one request through at a time, until one of them succeeds and closes it. Thread-safe; nothing
 * blocks.
 */
public final class CircuitBreaker {

    private final long openNanos;
    private final Predicate<Throwable> opensIt;
    private boolean closed = true;
    private long failedNanos;
    private int inFlight;

    /**
     * Makes a circuit breaker that is closed.
     *
     * @param open how long the breaker refuses all requests after a failure
     * @param opensIt which failures open the breaker; other failures leave it as it is
     */
    public CircuitBreaker(Duration open, Predicate<Throwable> opensIt) {
        this.openNanos = open.toNanos();
        this.opensIt = opensIt;
    }

    /** Tells whether a request would be refused now. */
    public synchronized boolean refuses() {
        return !closed && (inFlight > 0 || System.nanoTime() - failedNanos < openNanos);
    }

    /**
     * Lets a request begin, unless the breaker refuses it.
     *
     * @return false if the request is refused; otherwise the caller has to call {@link #end} when the request has ended
     */
    public synchronized boolean begin() {
        if (refuses()) {
            return false;
        }
        inFlight++;
        return true;
    }

    /**
     * Records how a request ended that {@link #begin} had let through.
     *
     * @param failure the failure of the request; null if it succeeded
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
