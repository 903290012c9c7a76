package dev.holdall.spi;

import dev.holdall.StoreObserver;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * What a backend, and each decorator that wraps it, receives when it is opened. Holdall implements this interface. It
 * is thread-safe.
 */
public interface BackendContext {

    /**
     * Returns the name of the store that the backend is opened for. It serves messages and thread names.
     *
     * @return not empty
     */
    String store();

    /**
     * Returns what every key begins with that the store gives to the backend: its namespace and a colon, or nothing. A
     * backend that keeps data of its own puts it under names that begin so, too, and contain a control character, which
     * no key does.
     *
     * @return may be empty
     */
    String keyPrefix();

    /**
     * Returns a source of elapsed time, for a backend that measures lifetimes itself. The time is monotonic, from an
     * arbitrary origin. If the store was given a clock for a test, the time is that of this clock.
     *
     * @return a source of nanoseconds
     */
    LongSupplier nanoTime();

    /**
     * Returns the moment until which opening the store waits ({@code open-timeout}). {@link BackendFactory#open} must
     * wait for nothing longer than that.
     *
     * @return the deadline of opening
     */
    Deadline openDeadline();

    /**
     * Returns how long a call may take ({@code request-timeout}). The {@link Deadline} of each call is made from this
     * time. Where a server or a client library has a timeout of its own, set it to no longer than this.
     *
     * @return greater than zero
     */
    Duration requestTimeout();

    /**
     * Returns the size of the largest value that the store accepts.
     *
     * @return bytes, greater than zero
     */
    int maxValueBytes();

    /**
     * Returns how long the store's revocations hold. A server must not drop their tombstones earlier.
     *
     * @return greater than zero
     */
    Duration revocationHorizon();

    /**
     * Runs a task after a delay, on a thread of Holdall. The task may block: it delays no other task and no deadline. A
     * backend should not use the timer that the JDK shares between all code ({@code CompletableFuture.orTimeout} and
     * similar methods), because its thread keeps the class loader of the code that used it first.
     *
     * @param task what to run; an exception that it throws is logged
     * @param delay zero or more
     * @return a future that cancels the task, if the task hasn't begun
     */
    Future<?> schedule(Runnable task, Duration delay);

    /**
     * Returns a factory of daemon threads that inherit nothing from the thread that asks for them: no thread-locals and
     * no access-control context. Their context class loader is that of the backend's own class. A backend must make its
     * threads with this factory, or on a thread of this factory: the first request of a user may be the one that needs
     * a new thread, and the thread must not keep the rights of that user.
     *
     * @return a factory of threads whose names begin with {@code holdall-} and the name of the backend
     */
    ThreadFactory threadFactory();

    /**
     * Notifies the store's observers of something that is not the failure of a call.
     *
     * @param incident what happened
     */
    void report(StoreObserver.Incident incident);

    /**
     * Passes the state of the replication to another data centre to the store's observers. A backend that replicates
     * itself does so regularly, for each other data centre.
     *
     * @param state the state as this process knows it
     */
    void report(StoreObserver.ReplicationState state);
}
