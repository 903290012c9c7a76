package dev.holdall.http.internal.settings;

/** Which interface the server has. */
public enum Mode {
    /** The interface of this library: several stores, and all that HTTP can say about an entry. */
    RFC,
    /** What Kask does, for its clients. */
    KASK
}
