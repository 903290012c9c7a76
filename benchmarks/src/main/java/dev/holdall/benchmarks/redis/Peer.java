package dev.holdall.benchmarks.redis;

/**
 * A contender: a library that keeps sessions in Redis, used as in an application. Its calls block, and fail if the
 * session isn't found.
 */
interface Peer extends AutoCloseable {

    /** Saves a new session of 1 KiB. */
    void save(String id);

    /** Finds a session. */
    void find(String id);

    /** Prolongs a session's life, given only its id. */
    void touch(String id);

    /** Makes the calls of a login and one request: saves a session, finds it, and touches it. */
    default void visit(String id) {
        save(id);
        find(id);
        touch(id);
    }

    @Override
    void close();

    /** Fails unless the session was found. */
    static void check(boolean found) {
        if (!found) {
            throw new IllegalStateException("a session that was saved was not found");
        }
    }
}
