package dev.holdall.config.internal;

import dev.holdall.spi.BackendFactory;

/** The backend of a store, with its name. */
public record NamedBackend(String name, BackendFactory factory) {

    /**
     * Takes the place of a backend that couldn't be chosen. It is never opened, because the problem was reported and so
     * the store is not opened.
     */
    public static final NamedBackend UNKNOWN = new NamedBackend("?", context -> {
        throw new IllegalStateException("no backend was chosen");
    });
}
