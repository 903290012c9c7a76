package dev.holdall.config;

/** Opens stores. */
public final class SessionStores {
    private SessionStores() {}
}
