package dev.holdall.internal;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a time has passed, unless it is called off. All of them last equally long, so they end in the order in
 * which they began, and one timer, set to the first of them, serves all: nearly every one is called off soon, and must cost
 * next to nothing. What happens does so on a thread of Holdall's own. Thread-safe.
 */
final class Deadlines {

    private final long nanos;
    private final Queue<Deadline> running = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean timerIsSet = new AtomicBoolean();

    /** None yet. */
    Deadlines(Duration timeout) {
        nanos = timeout.toNanos();
    }

    /** Begins to count. */
    Deadline begin(Runnable then) {
        Deadline deadline = new Deadline(System.nanoTime() + nanos, then);
        dropFirstIfOver();
        dropFirstIfOver();
        running.add(deadline);
        if (!timerIsSet.get() && timerIsSet.compareAndSet(false, true)) {
            setTimer(nanos);
        }
        return deadline;
    }

    /** Two for each that is added: those that are called off don't wait for the timer, unless one before them goes on. */
    private void dropFirstIfOver() {
        Deadline first = running.peek();
        if (first != null && first.isOver()) {
            running.remove(first);
        }
    }

    private void setTimer(long delayNanos) {
        CompletableFuture.delayedExecutor(delayNanos, TimeUnit.NANOSECONDS, Threads.deadlines())
                .execute(this::pass);
    }

    private void pass() {
        Deadline first = running.peek();
        while (first != null && (first.isOver() || first.remainingNanos() <= 0)) {
            running.remove(first);
            first.pass();
            first = running.peek();
        }
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
