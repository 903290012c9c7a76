package dev.holdall.internal.verbs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many requests of all bulk calls of a store are in flight at once. Calls take turns: one that finds no room
 * waits behind those that came before it, for room for one batch. Thread-safe; nothing of a call runs under the lock.
 */
final class BulkWindow {

    /** How many requests are in flight at most. */
    static final int SIZE = 256;

    /** How many calls wait at most. */
    private static final int MOST_WAITING = 1_000;

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int free = SIZE;

    /** What becomes of a wish for room. */
    enum Room {
        /** There is room, and it is taken. */
        TAKEN,
        /** The call will be {@link Waiter#grant granted} room later. */
        LATER,
        /** Too many calls wait. */
        NEVER
    }

    /** A call that waits for room. */
    interface Waiter {

        /**
         * The window has room for the call now. This may run on any thread, and doesn't block.
         *
         * @return false if the call has ended meanwhile, and doesn't take the room
         */
        boolean grant(int room);
    }

    private record Waiting(Waiter call, int wanted) {}

    /** Takes room for some requests, at most {@link #SIZE}, or waits for it. */
    synchronized Room take(Waiter call, int wanted) {
        if (waiting.isEmpty() && free >= wanted) {
            free -= wanted;
            return Room.TAKEN;
        }
        return waiting.size() < MOST_WAITING && waiting.add(new Waiting(call, wanted)) ? Room.LATER : Room.NEVER;
    }

    /** Gives room back, and grants it to those who wait. */
    void release(int count) {
        granted(count).forEach(next -> {
            if (!next.call.grant(next.wanted)) {
                release(next.wanted);
            }
        });
    }

    private synchronized List<Waiting> granted(int count) {
        free += count;
        List<Waiting> granted = List.of();
        for (Waiting next = fitting(); next != null; next = fitting()) {
            free -= next.wanted;
            granted = granted.isEmpty() ? new ArrayList<>() : granted;
            granted.add(next);
        }
        return granted;
    }

    private @Nullable Waiting fitting() {
        Waiting first = waiting.peek();
        return first != null && first.wanted <= free ? waiting.remove() : null;
    }

    /** A call has ended, and waits no longer. */
    synchronized void forget(Waiter call) {
        waiting.removeIf(each -> each.call == call);
    }
}
