package dev.holdall.redis.internal.connections;

/** The threads of one client of the client library: answers come on them, so none of them may wait for an answer. */
@FunctionalInterface
interface ClientThreads {

    /** Tells whether a thread is one of them, by the thread itself: names say nothing, other clients have the same. */
    boolean contains(Thread thread);
}
