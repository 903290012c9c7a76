package dev.holdall.tck.example;

import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.BackendProvider;

/** Makes {@link MapBackend} known by the name {@code map}, so that a configuration can choose it. */
public final class MapBackendProvider implements BackendProvider {

    @Override
    public String name() {
        return "map";
    }

    @Override
    public BackendFactory configure(BackendOptions options) {
        int maxRevocations = options.integer("max-revocations", 1, 1_000_000);
        return context -> new MapBackend(maxRevocations, context);
    }
}
