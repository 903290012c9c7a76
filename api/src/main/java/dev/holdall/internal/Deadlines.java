package dev.holdall.internal;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a time has passed, unless it is called off. All of them last equally long, so they end in the order in
 * which they began, and one timer, set to the first of them, serves all: nearly every one is called off soon, and must cost
 * next to nothing. What happens does so on a thread of Holdall's own. Thread-safe.
 */
final class Deadlines {

    /** How many are dropped at most for each that is added: more than one, so that none are left in the end. */
    private static final int DROPPED_AT_ONCE = 4;

    private final long nanos;
    private final Queue<Deadline> running = new ConcurrentLinkedQueue<>();

    /** Held by who removes the first one, so that it is still the one that was looked at. */
    private final Lock removing = new ReentrantLock();

    private final AtomicBoolean timerIsSet = new AtomicBoolean();

    /** None yet. */
    Deadlines(Duration timeout) {
        nanos = timeout.toNanos();
    }

    /** Begins to count. */
    Deadline begin(Runnable then) {
        Deadline deadline = new Deadline(System.nanoTime() + nanos, then);
        dropThoseThatAreOver();
        running.add(deadline);
        if (!timerIsSet.get() && timerIsSet.compareAndSet(false, true)) {
            setTimer(nanos);
        }
        return deadline;
    }

    /** So those that are called off don't wait for the timer, unless one before them goes on. */
    private void dropThoseThatAreOver() {
        if (!removing.tryLock()) {
            return; // Another one does it.
        }
        try {
            for (int i = 0; i < DROPPED_AT_ONCE && isOver(running.peek()); i++) {
                running.remove();
            }
        } finally {
            removing.unlock();
        }
    }

    private static boolean isOver(@Nullable Deadline deadline) {
        return deadline != null && deadline.isOver();
    }

    /** The first one, if its time has come; it is removed. */
    private @Nullable Deadline pollDue() {
        removing.lock();
        try {
            Deadline first = running.peek();
            return first != null && (first.isOver() || first.remainingNanos() <= 0) ? running.remove() : null;
        } finally {
            removing.unlock();
        }
    }

    private void setTimer(long delayNanos) {
        CompletableFuture.delayedExecutor(delayNanos, TimeUnit.NANOSECONDS, Threads.deadlines())
                .execute(this::pass);
    }

    private void pass() {
        try {
            for (Deadline due = pollDue(); due != null; due = pollDue()) {
                due.pass();
            }
        } finally {
            setTimerAgain();
        }
    }

    private void setTimerAgain() {
        Deadline first = running.peek();
        if (first != null) {
            setTimer(first.remainingNanos());
            return;
        }
        timerIsSet.set(false);
        // One may have been added just before.
        if (!running.isEmpty() && timerIsSet.compareAndSet(false, true)) {
            setTimer(0);
        }
    }

    /** One of them. */
    static final class Deadline {

        private final long endNanos;
        private volatile @Nullable Runnable then;

        private Deadline(long endNanos, Runnable then) {
            this.endNanos = endNanos;
            this.then = then;
        }

        /** Nothing happens if it hasn't already. */
        void callOff() {
            then = null;
        }

        private boolean isOver() {
            return then == null;
        }

        private long remainingNanos() {
            return endNanos - System.nanoTime();
        }

        private void pass() {
            Runnable due = then;
            if (due != null) {
                then = null;
                Threads.deadlines().execute(due);
            }
        }
    }
}
