package dev.holdall.internal.threads;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks after some time. One timer thread runs nothing but code of this package: what is due is handed over to a
 * pool of as many threads as there are tasks that block, so that none waits for another. If the JVM can't start a
 * thread when a task is due, the hand-over is tried again a moment later, so nothing is lost. All threads end when they
 * have been idle for a second. Thread-safe.
 */
public final class Scheduler {

    private static final long IDLE_SECONDS = 1;

    private static final Duration HAND_OVER_AGAIN = Duration.ofMillis(20);

    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor pool;

    Scheduler(ThreadFactory timerThread, ThreadFactory poolThreads) {
        timer = new ScheduledThreadPoolExecutor(1, timerThread);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        pool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), poolThreads);
    }

    /**
     * Runs a task after some time.
     *
     * @param task may block; what it throws is logged
     * @return cancels the task, unless it has begun
     * @throws BackendException of the kind {@code OVERLOADED} if the JVM can't start the timer's thread; the task never
     *     runs then
     */
    public Future<?> schedule(Runnable task, Duration delay) {
        return schedule(task, delay.toNanos());
    }

    /** As {@link #schedule(Runnable, Duration)}, in nanoseconds. */
    public Future<?> schedule(Runnable task, long delayNanos) {
        ScheduledTask scheduled = new ScheduledTask(task);
        scheduled.isOnTimer(onTimer(() -> handOver(scheduled), delayNanos));
        return scheduled;
    }

    /**
     * Runs a task of this package's own on the timer's thread. It doesn't block, and calls no code of others.
     *
     * @throws BackendException of the kind {@code OVERLOADED} if the JVM can't start the timer's thread; the task never
     *     runs then
     */
    Future<?> onTimer(Runnable task, long delayNanos) {
        // The timer has queued a task before it finds that it can't start its thread, and would run it with a later
        // one.
        ScheduledTask unlessRefused = new ScheduledTask(task);
        try {
            return timer.schedule(unlessRefused, delayNanos, TimeUnit.NANOSECONDS);
        } catch (OutOfMemoryError e) {
            unlessRefused.cancel(false);
            throw noThread(e);
        }
    }

    /** Lets the pool run a task. Called on the timer's thread. */
    void handOver(Runnable task) {
        try {
            pool.execute(task);
        } catch (OutOfMemoryError e) {
            Future<?> unused = timer.schedule(() -> handOver(task), HAND_OVER_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
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
