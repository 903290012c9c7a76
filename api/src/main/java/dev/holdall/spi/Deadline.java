package dev.holdall.spi;

import dev.holdall.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The moment until which a call waits for its answer ({@code request-timeout}).
 *
 * <p>The store makes one deadline where a call begins, and hands it to every request of the call. So each request has
 * only the time that the requests before it have left, and a backend begins no request after the deadline has passed.
 * Measured by {@link System#nanoTime}, so a change of the wall clock doesn't move it. Immutable and thread-safe.
 */
public final class Deadline {

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    /**
     * The deadline that passes this long from now on.
     *
     * @param time zero or more
     * @return the deadline
     */
    public static Deadline in(Duration time) {
        return inNanos(time.toNanos());
    }

    /**
     * The deadline that passes this long from now on.
     *
     * @param nanos nanoseconds, zero or more
     * @return the deadline
     */
    public static Deadline inNanos(long nanos) {
        return new Deadline(System.nanoTime() + nanos);
    }

    /**
     * Tells whether no further request may begin.
     *
     * @return true from the moment of the deadline on
     */
    public boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /**
     * How much time is left.
     *
     * @return nanoseconds; zero or less once the deadline has passed
     */
    public long remainingNanos() {
        return endNanos - System.nanoTime();
    }

    /**
     * How much time is left.
     *
     * @return zero once the deadline has passed
     */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /**
     * Blocks until a stage has completed, or until this deadline. The thread only waits: {@code CompletableFuture.get}
     * would run other tasks of a ForkJoinPool on a thread of that pool.
     *
     * @param stage any stage
     * @return whether it has completed, with an answer or a failure
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean await(CompletionStage<?> stage) throws InterruptedException {
        CountDownLatch completed = new CountDownLatch(1);
        stage.whenComplete((answer, failure) -> completed.countDown());
        return completed.await(remainingNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * The failure of a request that was not begun because the deadline had passed.
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
