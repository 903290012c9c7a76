package dev.holdall.spring.session;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;

/** Stores in memory, which one process has alone: the other repository has the same store. */
final class MemoryStores {

    private MemoryStores() {}

    static SessionStore open() {
        return SessionStores.builder("sessions").backend("memory").open();
    }
}
