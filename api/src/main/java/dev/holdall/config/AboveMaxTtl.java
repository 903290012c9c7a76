package dev.holdall.config;

/** What a store does with a call whose TTL is longer than {@code max-ttl}. (Contract: TTL-08, TTL-09.) */
public enum AboveMaxTtl {
    /** The call is refused with an {@link IllegalArgumentException}, before any I/O. */
    REFUSE,
    /** The call gets {@code max-ttl} as its TTL. */
    CAP
}
