package dev.holdall.internal.threads;

import dev.holdall.spi.Deadline;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends the asynchronous calls of one store at their deadlines, unless they are called off before.
 *
 * <p>Nearly all calls of a store have the same time, so their deadlines pass in the order in which the calls began.
 * That is why a queue is enough for them, and one timer, which is set to the first of them: nearly every call is
 * answered in time, and must cost next to nothing. A call whose deadline is another one has a timer of its own.
 * Thread-safe.
 */
public final class DeadlineTimers {

    /**
     * How many ended calls are removed at most for each call that is added: more than one, so that none stay for long.
     */
    private static final int REMOVED_AT_ONCE = 4;

    private final Scheduler scheduler;
    private final Queue<Timeout> running = new ConcurrentLinkedQueue<>();

    /** Held by whoever removes the first element of the queue, so that it is still the one that was looked at. */
    private final Lock removing = new ReentrantLock();

    /** Held by whoever sets the timer or cancels it: nobody relies on a timer that the JVM then can't start. */
    private final Lock setting = new ReentrantLock();

    /** The timer that is set for the queue; null if none is. */
    private volatile @Nullable Future<?> timer;

    private volatile boolean closed;

    /** The store has no call yet. */
    public DeadlineTimers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Begins to wait for a deadline that is as far away as those of other calls.
     *
     * @param deadline no earlier than those that were given before, but for the time that threads need to get here
     * @param then what happens at the deadline, on a thread that it may block
     * @throws dev.holdall.spi.BackendException of the kind {@code OVERLOADED} if the JVM can't start the timer's
     *     thread. The deadline counts as called off then; others are not affected, and the next one tries to start the
     *     timer again.
     */
    public Timeout begin(Deadline deadline, Runnable then) {
        removeEnded();
        Timeout timeout = new Timeout(deadline, then);
        running.add(timeout);
        try {
            setTimer(timeout);
        } catch (RuntimeException | Error e) {
            timeout.callOff();
            throw e;
        }
        return timeout;
    }

    /** Begins to wait for any deadline. The same as {@link #begin} otherwise, and a little slower. */
    public Timeout beginAlone(Deadline deadline, Runnable then) {
        Timeout timeout = new Timeout(deadline, then);
        timeout.hasOwnTimer(scheduler.onTimer(timeout::pass, deadline.remainingNanos()));
        return timeout;
    }

    /** The store was closed: its timer stops as soon as no call is waiting. */
    public void close() {
        closed = true;
        stopIfIdle();
    }

    private void stopIfIdle() {
        while (isEnded(running.peek())) {
            removeEnded();
        }
        setting.lock();
        try {
            Future<?> set = timer;
            // In this order: a call that begins meanwhile is in the queue before it relies on a timer.
            timer = null;
            if (!running.isEmpty()) {
                timer = set;
            } else if (set != null) {
                set.cancel(false);
            }
        } finally {
            setting.unlock();
        }
    }

    /** Removes calls that were answered, so that they don't stay until the timer's next turn. */
    private void removeEnded() {
        if (!removing.tryLock()) {
            return; // Another thread removes them.
        }
        try {
            for (int i = 0; i < REMOVED_AT_ONCE && isEnded(running.peek()); i++) {
                running.remove();
            }
        } finally {
            removing.unlock();
        }
    }

    private static boolean isEnded(@Nullable Timeout timeout) {
        return timeout != null && timeout.isEnded();
    }

    /** Sets the timer unless one is set. */
    private void setTimer(Timeout first) {
        if (timer != null) {
            return;
        }
        setting.lock();
        try {
            if (timer == null) {
                timer = scheduler.onTimer(this::fire, first.remainingNanos());
            }
        } finally {
            setting.unlock();
        }
    }

    /** Runs on the timer's thread. */
    private void fire() {
        setting.lock();
        try {
            timer = null;
        } finally {
            setting.unlock();
        }
        for (Timeout due = pollDue(); due != null; due = pollDue()) {
            due.pass();
        }
        Timeout first = running.peek();
        if (first != null) {
            setTimer(first);
        }
    }

    /** Removes and returns the first timeout if its moment has come. */
    private @Nullable Timeout pollDue() {
        removing.lock();
        try {
            Timeout first = running.peek();
            return first != null && (first.isEnded() || first.remainingNanos() <= 0) ? running.remove() : null;
        } finally {
            removing.unlock();
        }
    }

    /**
     * One call's wait for its deadline. Either the call is answered, and calls it off, or the deadline passes: never
     * both.
     */
    public final class Timeout {

        private final Deadline deadline;
        private final AtomicReference<@Nullable Runnable> then;
        private volatile @Nullable Future<?> ownTimer;

        private Timeout(Deadline deadline, Runnable then) {
            this.deadline = deadline;
            this.then = new AtomicReference<>(then);
        }

        /**
         * Ends the wait.
         *
         * @return true if the deadline had not passed before, and nothing will happen at it
         */
        public boolean callOff() {
            boolean inTime = then.getAndSet(null) != null;
            Future<?> own = ownTimer;
            if (own != null) {
                own.cancel(false);
            }
            if (closed) {
                stopIfIdle();
            }
            return inTime;
        }

        private void hasOwnTimer(Future<?> own) {
            ownTimer = own;
            if (isEnded()) {
                own.cancel(false);
            }
        }

        private boolean isEnded() {
            return then.get() == null;
        }

        private long remainingNanos() {
            return deadline.remainingNanos();
        }

        private void pass() {
            Runnable due = then.getAndSet(null);
            if (due != null) {
                scheduler.handOver(new ScheduledTask(due));
            }
        }
    }
}
