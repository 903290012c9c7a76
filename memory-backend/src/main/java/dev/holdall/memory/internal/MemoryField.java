package dev.holdall.memory.internal;

import dev.holdall.Version;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.StoredField;
import org.jspecify.annotations.Nullable;

/**
 * A field of a map, or what a removed field has left.
 *
 * @param value null if the field was removed
 * @param endless whether the field lives as long as its map
 * @param endNanos when the field ends, on the store's clock; without meaning if {@code endless}
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares fields.
record MemoryField(Version version, byte @Nullable [] value, boolean endless, long endNanos) {

    static MemoryField of(FieldWrite write, long nowNanos) {
        boolean endless = write.lifetime().isForever();
        long endNanos = endless ? 0 : Nanos.after(nowNanos, write.lifetime().toMillis());
        return new MemoryField(write.version(), write.value(), endless, endNanos);
    }

    /** Returns the answer to a read. A field that has ended is gone, and its version stays. */
    StoredField stored(long nowNanos) {
        return new StoredField(version, endless || !Nanos.hasPassed(endNanos, nowNanos) ? value : null);
    }
}
