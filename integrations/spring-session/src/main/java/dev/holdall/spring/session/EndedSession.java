package dev.holdall.spring.session;

/** What the save of a session does that was ended since it was read, by a logout or by its TTL. */
public enum EndedSession {
    /**
     * The save fails with {@link IllegalStateException}, as Spring Session's plain Redis repository does. Each save
     * that doesn't write the TTL anyway asks the store whether the session is there: one read more.
     */
    FAIL,
    /** The save has no effect, and doesn't fail. */
    IGNORE
}
