package dev.holdall.cassandra.internal.requests;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads that a session of the driver answers on, so that none of them waits for an answer. They are noted where
 * an answer comes: names say nothing, since another session's threads may have the same. Thread-safe.
 */
public final class DriverThreads {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /**
     * An answer has come on the current thread.
     *
     * @param sender the thread that has sent the request: where a request fails at once, the answer comes on that one
     */
    void note(Thread sender) {
        Thread current = Thread.currentThread();
        if (current != sender && !threads.contains(current)) {
            threads.removeIf(thread -> !thread.isAlive());
            threads.add(current);
        }
    }

    public boolean contains(Thread thread) {
        return threads.contains(thread);
    }
}
