package dev.holdall.memory;

import dev.holdall.memory.internal.Bounds;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.BackendProvider;

/**
 * The provider of the memory backend, which a configuration selects with {@code backend = memory}. Its options are
 * described in the {@code reference.conf} of this artifact.
 */
public final class MemoryBackendProvider implements BackendProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public MemoryBackendProvider() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public BackendFactory configure(BackendOptions options) {
        MemoryBackend.Builder builder = MemoryBackend.builder();
        options.bytesOr("max-size", "auto", Bounds.LEAST_BYTES, Bounds.MOST_BYTES)
                .ifPresent(builder::maxBytes);
        options.bytesOr("max-revocations-size", "auto", Bounds.LEAST_BYTES, Bounds.MOST_BYTES)
                .ifPresent(builder::maxRevocationBytes);
        return builder.build();
    }
}
