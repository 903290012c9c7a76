package dev.holdall.spi;

import dev.holdall.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The moment until which a call waits for its answer; it comes from {@code request-timeout}.
 *
 * <p>The store makes one deadline when a call begins, and passes it to every request of the call. So each request has
 * only the time that the earlier requests have left, and a backend must begin no request after the deadline has passed.
 * A deadline is measured by {@link System#nanoTime}, so a change of the wall clock doesn't move it. Immutable and
 * thread-safe.
 */
public final class Deadline {

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    /**
     * Makes a deadline that passes after this time.
     *
     * @param time zero or more
     * @return the deadline
     */
    public static Deadline in(Duration time) {
        return inNanos(time.toNanos());
    }

    /**
     * Makes a deadline that passes after this time.
     *
     * @param nanos nanoseconds, zero or more
     * @return the deadline
     */
    public static Deadline inNanos(long nanos) {
        return new Deadline(System.nanoTime() + nanos);
    }

    /**
     * Tells whether the deadline has passed, so that no further request may begin.
     *
     * @return true from the moment of the deadline on
     */
    public boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /**
     * Returns how much time is left.
     *
     * @return nanoseconds; zero or less once the deadline has passed
     */
    public long remainingNanos() {
        return endNanos - System.nanoTime();
    }

    /**
     * Returns how much time is left.
     *
     * @return zero once the deadline has passed
     */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /**
     * Blocks until a stage has completed, or until this deadline. The thread only waits. {@code CompletableFuture.get}
     * may do more: on a thread of a ForkJoinPool it runs other tasks of that pool while it waits.
     *
     * @param stage any stage
     * @return true if the stage has completed, with an answer or a failure
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean await(CompletionStage<?> stage) throws InterruptedException {
        CountDownLatch completed = new CountDownLatch(1);
        stage.whenComplete((answer, failure) -> completed.countDown());
        return completed.await(remainingNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Makes the failure of a request that was not sent because the deadline had passed.
     *
     * @return of the kind {@code TIMEOUT}, not applied
     */
    public static BackendException notBegun() {
        return new BackendException(
                BackendException.Kind.TIMEOUT,
                Outcome.NOT_APPLIED,
                "the deadline passed before the request was sent",
                null);
    }

    /** Shows the time that is left. */
    @Override
    public String toString() {
        return "Deadline[" + remaining() + " left]";
    }
}
