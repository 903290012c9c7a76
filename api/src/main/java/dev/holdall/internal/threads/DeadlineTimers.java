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
 * Ends the asynchronous calls of one store at their deadlines, unless they were answered before.
 *
 * <p>Nearly all calls of a store have the same timeout, so their deadlines pass in the order in which the calls began.
 * Therefore one queue and one timer, which is set to the first deadline in the queue, are enough for them. This is
 * cheap, as it has to be, because nearly every call is answered in time. A call with another timeout has a timer of its
 * own. Thread-safe.
 */
public final class DeadlineTimers {

    /**
     * The maximum number of ended calls that are removed from the queue when a call is added. It is greater than one,
     * so that ended calls don't stay for long.
     */
    private static final int REMOVED_AT_ONCE = 4;

    private final Scheduler scheduler;
    private final Queue<Timeout> running = new ConcurrentLinkedQueue<>();

    /**
     * The lock of a thread that removes the first element of the queue. It ensures that the removed element is the one
     * that the thread has checked.
     */
    private final Lock queueLock = new ReentrantLock();

    /**
     * The lock of a thread that sets or cancels the timer. It ensures that no other call relies on a timer whose thread
     * the JVM then can't start.
     */
    private final Lock timerLock = new ReentrantLock();

    /** The timer that is set for the queue; null if none is set. */
    private volatile @Nullable Future<?> timer;

    private volatile boolean closed;

    /** Makes the timers of a store that has no calls yet. */
    public DeadlineTimers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Begins to wait for the deadline of a call that has the usual timeout.
     *
     * @param deadline later than the deadlines that were added before, or earlier by very little: two threads may swap
     *     neighbours, because each makes its deadline shortly before it calls this method
     * @param then runs at the deadline, on a thread that it may block
     * @throws dev.holdall.spi.BackendException of the kind {@code OVERLOADED} if the JVM can't start the timer's
     *     thread. This deadline is called off then; other deadlines are not affected, and the next call of this method
     *     tries to start the timer again.
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

    /**
     * Begins to wait for any deadline, with a timer of its own. Apart from that, this method does what {@link #begin}
     * does; it is a little slower.
     */
    public Timeout beginAlone(Deadline deadline, Runnable then) {
        Timeout timeout = new Timeout(deadline, then);
        timeout.setOwnTimer(scheduler.onTimer(timeout::expire, deadline.remainingNanos()));
        return timeout;
    }

    /** Stops the timer as soon as no call is under way, because the store was closed. */
    public void close() {
        closed = true;
        stopIfIdle();
    }

    private void stopIfIdle() {
        while (isEnded(running.peek())) {
            removeEnded();
        }
        timerLock.lock();
        try {
            Future<?> set = timer;
            // The order matters. A call that begins at the same time adds itself to the queue first, and checks the
            // timer then. If it adds itself before the check of the queue below, the timer is kept. If it adds itself
            // later, it finds no timer, waits for the lock, and sets a new one.
            timer = null;
            if (!running.isEmpty()) {
                timer = set;
            } else if (set != null) {
                set.cancel(false);
            }
        } finally {
            timerLock.unlock();
        }
    }

    /** Removes calls that were answered, so that they don't stay in the queue until the timer fires. */
    private void removeEnded() {
        if (!queueLock.tryLock()) {
            return; // Another thread removes them.
        }
        try {
            for (int i = 0; i < REMOVED_AT_ONCE && isEnded(running.peek()); i++) {
                running.remove();
            }
        } finally {
            queueLock.unlock();
        }
    }

    private static boolean isEnded(@Nullable Timeout timeout) {
        return timeout != null && timeout.isEnded();
    }

    /** Sets the timer to this deadline, unless the timer is set already. */
    private void setTimer(Timeout first) {
        if (timer != null) {
            return;
        }
        timerLock.lock();
        try {
            if (timer == null) {
                timer = scheduler.onTimer(this::fire, first.remainingNanos());
            }
        } finally {
            timerLock.unlock();
        }
    }

    /** Ends the calls whose deadlines have passed, and sets the timer again. This method runs on the timer's thread. */
    private void fire() {
        timerLock.lock();
        try {
            timer = null;
        } finally {
            timerLock.unlock();
        }
        for (Timeout due = pollDue(); due != null; due = pollDue()) {
            due.expire();
        }
        Timeout first = running.peek();
        if (first != null) {
            setTimer(first);
        }
    }

    /**
     * Removes and returns the first timeout, if its call has ended or its deadline has passed; otherwise returns null.
     */
    private @Nullable Timeout pollDue() {
        queueLock.lock();
        try {
            Timeout first = running.peek();
            return first != null && (first.isEnded() || first.remainingNanos() <= 0) ? running.remove() : null;
        } finally {
            queueLock.unlock();
        }
    }

    /**
     * The wait of one call for its deadline. Either the call is answered and calls the wait off, or the deadline
     * passes, but never both.
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
         * @return true if the deadline has not passed before; nothing happens at the deadline then
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

        private void setOwnTimer(Future<?> own) {
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

        private void expire() {
            Runnable due = then.getAndSet(null);
            if (due != null) {
                scheduler.handOver(new ScheduledTask(due));
            }
        }
    }
}
