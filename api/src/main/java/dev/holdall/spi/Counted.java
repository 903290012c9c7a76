package dev.holdall.spi;

import dev.holdall.Version;
import org.jspecify.annotations.Nullable;

/**
 * What an increment came to.
 *
 * @param value the counter's new value
 * @param version the version that it was written with; null if the key is revoked and so nothing was written
 */
public record Counted(long value, @Nullable Version version) {}
