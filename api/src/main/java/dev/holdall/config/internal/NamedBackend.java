package dev.holdall.config.internal;

import dev.holdall.spi.BackendFactory;

/** A backend that a store has chosen. */
public record NamedBackend(String name, BackendFactory factory) {

    /** Stands in where none could be chosen, which is a problem that has been reported: it is never opened. */
    public static final NamedBackend UNKNOWN = new NamedBackend("?", context -> {
        throw new IllegalStateException("no backend was chosen");
    });
}
