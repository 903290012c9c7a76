package dev.holdall.internal.threads;

import dev.holdall.spi.BackendException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of Holdall, which all stores of the JVM share. They are daemon threads made by
 * {@link CleanThreadFactory}, and end when they have been idle for a second. So after the last store was closed, no
 * thread is left that would keep a class loader from being garbage-collected.
 */
public final class Threads {

    private static final long IDLE_SECONDS = 1;

    private static final Scheduler SCHEDULER = new Scheduler(
            new CleanThreadFactory("holdall-timer", Threads.class),
            new CleanThreadFactory("holdall-completions", Threads.class));

    private static final Executor FUNCTIONS = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new CleanThreadFactory("holdall-functions", Threads.class));

    private Threads() {}

    /** Returns the scheduler, which runs tasks after a delay. */
    public static Scheduler scheduler() {
        return SCHEDULER;
    }

    /**
     * Returns the executor of callers' functions, for stores that were given no other executor. It starts a thread for
     * each function that runs at the same time. It throws an {@code OutOfMemoryError} if the JVM can't start a thread;
     * {@link #noThread} converts this to a failure.
     */
    public static Executor functions() {
        return FUNCTIONS;
    }

    /** Makes the failure of a request that needs a thread that the JVM can't start. */
    public static BackendException noThread(OutOfMemoryError e) {
        return Scheduler.noThread(e);
    }
}
