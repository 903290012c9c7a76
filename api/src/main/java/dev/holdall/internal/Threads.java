package dev.holdall.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of Holdall's own, shared by all stores of the JVM: daemons, as many as are busy, gone when idle for a second.
 * Two pools, so that callers' functions that block keep no deadline waiting.
 */
public final class Threads {

    private static final Executor FUNCTIONS = pool("holdall-functions");
    private static final Executor DEADLINES = pool("holdall-deadlines");

    private Threads() {}

    /** Runs callers' functions, where a store was given no executor for them. */
    public static Executor functions() {
        return FUNCTIONS;
    }

    /** Runs what has to happen at a deadline. */
    static Executor deadlines() {
        return DEADLINES;
    }

    private static Executor pool(String name) {
        AtomicLong count = new AtomicLong();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
