package dev.holdall.config;

/** What becomes of a call whose TTL is longer than the store's {@code max-ttl}. (Contract: TTL-08, TTL-09.) */
public enum AboveMaxTtl {
    /** It is refused with an {@link IllegalArgumentException}, before any I/O. */
    REFUSE,
    /** It gets {@code max-ttl} instead. */
    CAP
}
