package dev.holdall.internal.threads;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks after some time. One timer thread runs nothing but code of this package: what is due is handed over to a pool,
 * whose threads a task may block. If the JVM can't start a thread when a task is due, the hand-over is tried again a moment
 * later, so nothing is lost. All threads end when they have been idle for a second. Thread-safe.
 */
public final class Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    private static final long IDLE_SECONDS = 1;

    /** How many tasks can block at once before the others wait for them. */
    private static final int MOST_AT_ONCE = 64;

    private static final Duration HAND_OVER_AGAIN = Duration.ofMillis(20);

    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor pool;

    Scheduler(ThreadFactory timerThread, ThreadFactory poolThreads) {
        timer = new ScheduledThreadPoolExecutor(1, timerThread);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        pool = new ThreadPoolExecutor(
                MOST_AT_ONCE, MOST_AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), poolThreads);
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task after some time.
     *
     * @param task may block; what it throws is logged
     * @return cancels the task, unless it has been handed over
     * @throws BackendException of the kind {@code OVERLOADED} if the JVM can't start the timer's thread
     */
    public Future<?> schedule(Runnable task, Duration delay) {
        return schedule(task, delay.toNanos());
    }

    /** As {@link #schedule(Runnable, Duration)}, in nanoseconds. */
    public Future<?> schedule(Runnable task, long delayNanos) {
        return onTimer(() -> handOver(task), delayNanos);
    }

    /**
     * Runs a task of this package's own on the timer's thread. It doesn't block, and calls no code of others.
     *
     * @throws BackendException of the kind {@code OVERLOADED} if the JVM can't start the timer's thread
     */
    Future<?> onTimer(Runnable task, long delayNanos) {
        try {
            return timer.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        } catch (OutOfMemoryError e) {
            throw noThread(e);
        }
    }

    /** Lets the pool run a task. Called on the timer's thread. */
    void handOver(Runnable task) {
        try {
            pool.execute(() -> run(task));
        } catch (OutOfMemoryError e) {
            Future<?> unused = timer.schedule(() -> handOver(task), HAND_OVER_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a scheduled task of Holdall has failed", e);
        }
    }

    /** The failure of what needs a thread that the JVM can't start. */
    static BackendException noThread(OutOfMemoryError e) {
        return new BackendException(
                BackendException.Kind.OVERLOADED,
                Outcome.NOT_APPLIED,
                "this JVM can't start another thread at present",
                e);
    }
}
