package dev.holdall.http.internal.settings;

/** What a client may do with a store; each request needs one of these. */
public enum Verb {
    /** Reading an entry, or several. */
    GET,
    /** Writing an entry, whatever is there. */
    SET,
    /** Writing an entry where there is none. */
    ADD,
    /** Replacing the entry of a version. */
    COMPARE_AND_SET,
    /** Changing the TTL. */
    CHANGE_TTL,
    /** Deleting an entry. */
    DELETE,
    /** Revoking a key. */
    REVOKE
}
