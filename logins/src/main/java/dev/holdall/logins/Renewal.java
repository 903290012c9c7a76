package dev.holdall.logins;

/** What {@link Logins#rename} does to the times of a login. */
public enum Renewal {
    /** The login ends when it would have ended, for example after a change of privileges. */
    KEEP_TIMES,
    /** The user has authenticated again: both lifetimes begin anew. */
    REAUTHENTICATED
}
