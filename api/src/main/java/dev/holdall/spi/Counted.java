package dev.holdall.spi;

import dev.holdall.Version;
import org.jspecify.annotations.Nullable;

/**
 * The result of an increment.
 *
 * @param value the counter's new value
 * @param version the version that the new value was written with; null if the key is revoked, because nothing was
 *     written then
 */
public record Counted(long value, @Nullable Version version) {}
