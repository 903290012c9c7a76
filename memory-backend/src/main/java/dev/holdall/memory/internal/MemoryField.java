package dev.holdall.memory.internal;

import dev.holdall.Version;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.GroupWrite;
import dev.holdall.spi.Lifetime;
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
        return of(write.value(), write.version(), write.lifetime(), nowNanos);
    }

    /** Returns an entry of a group that is written at this version. */
    static MemoryField of(GroupWrite write, Version version, long nowNanos) {
        return of(write.bytes(), version, write.lifetime(), nowNanos);
    }

    private static MemoryField of(byte @Nullable [] value, Version version, Lifetime lifetime, long nowNanos) {
        boolean endless = lifetime.isForever();
        return new MemoryField(version, value, endless, endless ? 0 : Nanos.after(nowNanos, lifetime.toMillis()));
    }

    boolean hasEnded(long nowNanos) {
        return !endless && Nanos.hasPassed(endNanos, nowNanos);
    }

    /** Returns how long this field, which has not ended, still lives. */
    Lifetime remaining(long nowNanos) {
        return Nanos.lifetime(endless ? Long.MAX_VALUE : endNanos - nowNanos);
    }

    /** Returns the answer to a read. A field that has ended is gone, and its version stays. */
    StoredField stored(long nowNanos) {
        return new StoredField(version, hasEnded(nowNanos) ? null : value);
    }
}
