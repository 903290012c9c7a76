package dev.holdall.redis.internal.connections;

/** The threads of one Lettuce client. They deliver the answers, so none of them may block to wait for an answer. */
@FunctionalInterface
interface ClientThreads {

    /**
     * Tells whether a thread is one of them. The thread itself is compared, not its name, since other clients' threads
     * have the same names.
     */
    boolean contains(Thread thread);
}
