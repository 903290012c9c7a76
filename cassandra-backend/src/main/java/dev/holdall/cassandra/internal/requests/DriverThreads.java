package dev.holdall.cassandra.internal.requests;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads on which a session of the driver completes its requests. A blocking call on such a thread would wait for
 * itself, and has to be refused. A thread is recorded when an answer arrives on it. Thread names would not do: the
 * threads of another session may have the same names. Thread-safe.
 */
public final class DriverThreads {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /**
     * Records that an answer has arrived on the current thread.
     *
     * @param sender the thread that sent the request; if a request fails at once, its failure arrives on that thread,
     *     which is then not recorded
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
