package dev.holdall.spi;

import dev.holdall.StoreObserver;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/** What a backend, and each decorator around it, is given when it is opened. Implemented by Holdall. Thread-safe. */
public interface BackendContext {

    /**
     * The name of the store that the backend is opened for, for messages and thread names.
     *
     * @return not empty
     */
    String store();

    /**
     * Elapsed time, for a backend that measures lifetimes itself. Monotonic, from an arbitrary origin; a test's clock,
     * where the store was given one.
     *
     * @return a source of nanoseconds
     */
    LongSupplier nanoTime();

    /**
     * The moment until which opening the store waits ({@code open-timeout}). Whatever {@link BackendFactory#open} waits
     * for, it waits for no longer.
     *
     * @return the deadline of opening
     */
    Deadline openDeadline();

    /**
     * How long a call may take ({@code request-timeout}): the time from which the {@link Deadline} of each call is
     * made. A server or a client library that has a timeout of its own should be given no longer one.
     *
     * @return greater than zero
     */
    Duration requestTimeout();

    /**
     * The largest value that the store lets through.
     *
     * @return bytes, greater than zero
     */
    int maxValueBytes();

    /**
     * How long the store's revocations hold: a server that drops tombstones must not do so earlier.
     *
     * @return greater than zero
     */
    Duration revocationHorizon();

    /**
     * Runs a task after some time, on a thread of Holdall's own. The task may block; it holds up no other task and no
     * deadline. Timers of the JDK that are shared by everybody ({@code CompletableFuture.orTimeout} and its like) keep
     * the class loader of whoever used them first, and are better not used.
     *
     * @param task what to run; what it throws is logged
     * @param delay zero or more
     * @return cancels the task, if it hasn't begun
     */
    Future<?> schedule(Runnable task, Duration delay);

    /**
     * Makes daemon threads that inherit nothing from the thread that asks for them: no thread-locals and no
     * access-control context. Their context class loader is the one of the backend's own class. A backend makes its
     * threads with this factory, or on a thread of it: the first request of a user may be what needs a thread, and that
     * user's rights must not stay with the thread.
     *
     * @return makes threads whose names begin with {@code holdall-} and the name of the backend
     */
    ThreadFactory threadFactory();

    /**
     * Tells the store's observers of something that is no failure of a call.
     *
     * @param incident what happened
     */
    void report(StoreObserver.Incident incident);
}
