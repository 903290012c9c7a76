package dev.holdall.internal.verbs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A fair asynchronous semaphore that limits how many requests of all bulk calls of a store are in flight at once. A
 * call that finds too few permits for its next batch waits in a queue behind earlier calls. Thread-safe; no code of a
 * call runs while the lock is held.
 */
final class BulkWindow {

    /** The maximum number of requests in flight. */
    static final int SIZE = 256;

    /** The maximum number of calls in the queue. */
    private static final int MAX_WAITING = 1_000;

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int free = SIZE;

    /** The answer to a call that asks for permits. */
    enum Permits {
        /** The call has the permits. */
        ACQUIRED,
        /** The call is in the queue, and will be {@link Waiter#grant granted} the permits later. */
        QUEUED,
        /** Too many calls are in the queue; the call gets no permits. */
        REFUSED
    }

    /** A call that waits for permits. */
    interface Waiter {

        /**
         * Gives the call the permits that it waits for. This method may run on any thread, and doesn't block.
         *
         * @return false if the call has ended meanwhile, and doesn't take the permits
         */
        boolean grant(int permits);
    }

    private record Waiting(Waiter call, int permits) {}

    /** Takes permits for some requests, at most {@link #SIZE}, or puts the call into the queue. */
    synchronized Permits acquire(Waiter call, int permits) {
        if (waiting.isEmpty() && free >= permits) {
            free -= permits;
            return Permits.ACQUIRED;
        }
        return waiting.size() < MAX_WAITING && waiting.add(new Waiting(call, permits))
                ? Permits.QUEUED
                : Permits.REFUSED;
    }

    /** Returns permits, and grants them to the calls in the queue. */
    void release(int count) {
        releaseAndGrant(count).forEach(next -> {
            if (!next.call.grant(next.permits)) {
                release(next.permits);
            }
        });
    }

    private synchronized List<Waiting> releaseAndGrant(int count) {
        free += count;
        List<Waiting> granted = List.of();
        for (Waiting next = pollGrantable(); next != null; next = pollGrantable()) {
            free -= next.permits;
            granted = granted.isEmpty() ? new ArrayList<>() : granted;
            granted.add(next);
        }
        return granted;
    }

    private @Nullable Waiting pollGrantable() {
        Waiting first = waiting.peek();
        return first != null && first.permits <= free ? waiting.remove() : null;
    }

    /** Removes a call that has ended from the queue. */
    synchronized void cancel(Waiter call) {
        waiting.removeIf(each -> each.call == call);
    }
}
