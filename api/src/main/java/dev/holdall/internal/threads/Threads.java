package dev.holdall.internal.threads;

import dev.holdall.spi.BackendException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of Holdall's own, shared by all stores of the JVM: daemon threads that {@link CleanThreadFactory} makes,
 * and that end when they have been idle for a second. So none is left, and none holds a class loader, after the last
 * store was closed.
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

    /** Runs what is to happen after some time. */
    public static Scheduler scheduler() {
        return SCHEDULER;
    }

    /**
     * Runs callers' functions where a store was given no executor for them: as many threads as there are functions.
     * Throws an {@code OutOfMemoryError} if the JVM can't start one; {@link #noThread} makes a failure of it.
     */
    public static Executor functions() {
        return FUNCTIONS;
    }

    /** The failure of what needs a thread that the JVM can't start. */
    public static BackendException noThread(OutOfMemoryError e) {
        return Scheduler.noThread(e);
    }
}
