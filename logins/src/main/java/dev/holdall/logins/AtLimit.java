package dev.holdall.logins;

/** What {@link Logins#begin} does if the user has as many logins as {@code limit} allows. */
public enum AtLimit {
    /** The oldest logins are ended, until there is room. */
    END_OLDEST,
    /** The login is refused, with a {@link TooManyLoginsException}. */
    REFUSE
}
