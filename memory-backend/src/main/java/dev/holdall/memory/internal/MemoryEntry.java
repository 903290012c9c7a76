package dev.holdall.memory.internal;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a key. Immutable.
 *
 * @param value the bytes; the store's own array, which is never changed
 * @param version the version that the entry was written with
 * @param endless whether the entry never expires
 * @param deadlineNanos when the entry expires, on the store's clock, unless it is endless
 */
@SuppressWarnings("ArrayRecordComponent") // Entries are never compared.
public record MemoryEntry(byte[] value, Version version, boolean endless, long deadlineNanos) {

    /**
     * The estimate of what an entry takes in addition to the characters of its key and the bytes of its value: this
     * object, the version, the headers of the string and of the arrays, and the nodes of Caffeine and of the hash
     * table.
     *
     * <p>It was measured as the growth of the used heap, after a garbage collection, by a million entries with keys of
     * 16 characters: 225 bytes for an entry without a value, the 16 bytes of the key included, on JDK 17 with
     * compressed pointers.
     */
    static final int OVERHEAD_BYTES = 216;

    static MemoryEntry of(byte[] value, Version version, Lifetime lifetime, long nowNanos) {
        return new MemoryEntry(value, version, lifetime.isForever(), Nanos.after(nowNanos, lifetime.toMillis()));
    }

    MemoryEntry withLifetime(Lifetime lifetime, long nowNanos) {
        return of(value, version, lifetime, nowNanos);
    }

    MemoryEntry withValue(byte[] newValue, Version newVersion) {
        return new MemoryEntry(newValue, newVersion, endless, deadlineNanos);
    }

    /** Returns the estimated memory of this entry, for the bound. A character of the key counts as two bytes. */
    int weight(String key) {
        long bytes = OVERHEAD_BYTES + 2L * key.length() + value.length;
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    long remainingNanos(long nowNanos) {
        return endless ? Long.MAX_VALUE : Math.max(0, deadlineNanos - nowNanos);
    }

    /** Returns the answer to a read, with a copy of the value, since the caller may change the array. */
    public StoredEntry stored(@Nullable Lifetime remaining) {
        return new StoredEntry(value.clone(), version, remaining);
    }

    /**
     * Returns the same answer with the remaining lifetime, rounded up to a millisecond. It is empty if the entry has
     * expired by now.
     */
    public Optional<StoredEntry> storedWithLifetime(long nowNanos) {
        Lifetime remaining = endless ? Lifetime.FOREVER : Nanos.lifetime(remainingNanos(nowNanos));
        return remaining.isOver() ? Optional.empty() : Optional.of(stored(remaining));
    }
}
