package dev.holdall.benchmarks.redis;

/**
 * Something that keeps sessions in Redis, as an application uses it. Its calls block; each fails if it doesn't find the
 * session.
 */
interface Peer extends AutoCloseable {

    /** Saves a new session of 1 KiB. */
    void save(String id);

    /** Finds a session. */
    void find(String id);

    /** Lets a session live on, knowing no more than its id. */
    void touch(String id);

    /** A session's beginning and a request: saves, finds, and touches what was found. */
    default void visit(String id) {
        save(id);
        find(id);
        touch(id);
    }

    @Override
    void close();

    /** What there was, or was done, has to be. */
    static void check(boolean found) {
        if (!found) {
            throw new IllegalStateException("a session was lost");
        }
    }
}
