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
 * Runs tasks after a delay. One timer thread runs only code of this package. It hands tasks that are due over to a
 * pool, which starts as many threads as tasks block, so that no task waits for another one. If the JVM can't start a
 * thread when a task is due, the timer thread hands the task over again a moment later, so no task is lost. All threads
 * end when they have been idle for a second. Thread-safe.
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
     * Runs a task after a delay.
     *
     * @param task may block; an exception that it throws is logged
     * @return a future that cancels the task, unless the task has begun
     * @throws BackendException of the kind {@code OVERLOADED} if the JVM can't start the timer's thread; the task never
     *     runs then
     */
    public Future<?> schedule(Runnable task, Duration delay) {
        return schedule(task, delay.toNanos());
    }

    /** Does what {@link #schedule(Runnable, Duration)} does, with a delay in nanoseconds. */
    public Future<?> schedule(Runnable task, long delayNanos) {
        ScheduledTask scheduled = new ScheduledTask(task);
        scheduled.setTimerFuture(onTimer(() -> handOver(scheduled), delayNanos));
        return scheduled;
    }

    /**
     * Runs a task of this package on the timer's thread. The task must not block, and must not call code outside this
     * package.
     *
     * @throws BackendException of the kind {@code OVERLOADED} if the JVM can't start the timer's thread; the task never
     *     runs then
     */
    Future<?> onTimer(Runnable task, long delayNanos) {
        // The executor adds the task to its queue before it tries to start its thread. If it can't start the thread,
        // the task stays in the queue, and would run when a later task starts the thread. So the task is cancelled
        // then.
        ScheduledTask unlessRefused = new ScheduledTask(task);
        try {
            return timer.schedule(unlessRefused, delayNanos, TimeUnit.NANOSECONDS);
        } catch (OutOfMemoryError e) {
            unlessRefused.cancel(false);
            throw noThread(e);
        }
    }

    /** Lets the pool run a task. This method is called on the timer's thread. */
    void handOver(Runnable task) {
        try {
            pool.execute(task);
        } catch (OutOfMemoryError e) {
            Future<?> unused = timer.schedule(() -> handOver(task), HAND_OVER_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Makes the failure of a request that needs a thread that the JVM can't start. */
    static BackendException noThread(OutOfMemoryError e) {
        return new BackendException(
                BackendException.Kind.OVERLOADED,
                Outcome.NOT_APPLIED,
                "this JVM can't start another thread at present",
                e);
    }
}
