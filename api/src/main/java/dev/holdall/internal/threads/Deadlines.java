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
 * <p>All calls of a store have the same time, so their deadlines pass in the order in which the calls began. That is why a
 * queue is enough, and one timer, which is set to the first of them: nearly every call is answered in time, and must cost
 * next to nothing. Thread-safe.
 */
public final class Deadlines {

    /** How many ended calls are removed at most for each call that is added: more than one, so that none stay for long. */
    private static final int REMOVED_AT_ONCE = 4;

    private final Scheduler scheduler;
    private final Queue<Timeout> running = new ConcurrentLinkedQueue<>();

    /** Held by whoever removes the first element of the queue, so that it is still the one that was looked at. */
    private final Lock removing = new ReentrantLock();

    /** The timer that is set; null if none is. */
    private final AtomicReference<@Nullable Timer> timer = new AtomicReference<>();

    /** The store has no call yet. */
    public Deadlines(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Begins to wait for a deadline.
     *
     * @param deadline no earlier than those that were given before, but for the time that threads need to get here
     * @param then what happens at the deadline, on a thread that it may block
     * @throws dev.holdall.spi.BackendException of the kind {@code OVERLOADED} if the JVM can't start the timer's thread. The
     *     deadline counts as called off then; others are not affected, and the next one tries to start the timer again.
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

    /** Stops the timer if no call is waiting. To be called when the store was closed. */
    public void stopIfIdle() {
        while (isEnded(running.peek())) {
            removeEnded();
        }
        Timer set = timer.get();
        if (running.isEmpty() && set != null) {
            set.cancel();
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
        if (timer.get() == null) {
            Timer mine = new Timer();
            if (timer.compareAndSet(null, mine)) {
                mine.start(first.remainingNanos());
            }
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

    /** Runs on the timer's thread. */
    private void handOverDue() {
        for (Timeout due = pollDue(); due != null; due = pollDue()) {
            due.pass(scheduler);
        }
        Timeout first = running.peek();
        if (first != null) {
            setTimer(first);
        }
    }

    /** One setting of the timer. */
    private final class Timer {

        private volatile @Nullable Future<?> scheduled;

        /** Whatever fails, another timer may be set from then on. */
        void start(long delayNanos) {
            try {
                scheduled = scheduler.onTimer(this::fire, delayNanos);
            } catch (RuntimeException | Error e) {
                timer.compareAndSet(this, null);
                throw e;
            }
        }

        private void fire() {
            timer.compareAndSet(this, null);
            handOverDue();
        }

        void cancel() {
            Future<?> future = scheduled;
            if (future != null && future.cancel(false)) {
                timer.compareAndSet(this, null);
                // A call may have begun just before, and have relied on this timer.
                Timeout first = running.peek();
                if (first != null) {
                    setTimer(first);
                }
            }
        }
    }

    /** One call's wait for its deadline. Either the call is answered, and calls it off, or the deadline passes: never both. */
    public static final class Timeout {

        private final Deadline deadline;
        private final AtomicReference<@Nullable Runnable> then;

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
            return then.getAndSet(null) != null;
        }

        private boolean isEnded() {
            return then.get() == null;
        }

        private long remainingNanos() {
            return deadline.remainingNanos();
        }

        private void pass(Scheduler scheduler) {
            Runnable due = then.getAndSet(null);
            if (due != null) {
                scheduler.handOver(due);
            }
        }
    }
}
