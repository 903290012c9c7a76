package dev.holdall.memory.internal;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a key. Its value and its version never change: a write replaces the entry. Only its end can move, so a
 * touch needn't replace the entry. Thread-safe.
 *
 * <p>Caffeine keeps an entry a little beyond its end, until {@link #heldUntilNanos}. A touch that moves the end within
 * that time changes nothing but {@link #spareNanos}, and Caffeine isn't told. All who decide by the end use a
 * compare-and-set of that field, so their decisions have an order:
 *
 * <ul>
 *   <li>A thread that finds the entry ended makes that final before it says so. A touch that has read the clock
 *       earlier, and comes later, then fails, and doesn't bring the entry back.
 *   <li>A verb that replaces the entry under the condition that it is there retires it first. Then no thread can find
 *       the entry ended, and no touch can move the end, before the new entry is in its place.
 * </ul>
 *
 * <p>A touch may still succeed on an entry that was deleted or overwritten after the touch has found it. The touch then
 * counts as made before that: it ran at that time, and nobody can see what it changed.
 */
final class MemoryEntry {

    /**
     * The estimate of what an entry takes in addition to the characters of its key and the bytes of its value: this
     * object, the version, the headers of the string and of the arrays, and the nodes of Caffeine and of the hash
     * table.
     *
     * <p>It was measured as the growth of the used heap, after a garbage collection, by a million entries with keys of
     * 16 characters: 234 bytes for an entry without a value, the 16 bytes of the key included, on JDK 17 with
     * compressed pointers.
     */
    static final int OVERHEAD_BYTES = 224;

    /** The answer of {@link #leftNanos} for an entry that is about to be replaced. */
    static final long UNKNOWN = -1;

    /** The value of {@link #spareNanos} once the entry has ended. */
    private static final long ENDED = -1;

    /** The value of {@link #spareNanos} once the entry is about to be replaced. */
    private static final long RETIRED = -2;

    /** Caffeine keeps an entry beyond its end for at most this part of its lifetime: one divided by 2 to this power. */
    private static final int SPARE_SHIFT = 4;

    private static final VarHandle SPARE_NANOS = spareNanosHandle();

    private final byte[] value;
    private final Version version;

    /** Whether the entry never ends. The moments don't matter then, and {@link #spareNanos} stays as it is. */
    private final boolean endless;

    /** Until when Caffeine keeps the entry, on the store's clock. */
    private final long heldUntilNanos;

    /** How long before {@link #heldUntilNanos} the entry ends: zero or more, or one of the constants above. */
    private volatile long spareNanos;

    private MemoryEntry(byte[] value, Version version, boolean endless, long heldUntilNanos, long spareNanos) {
        this.value = value;
        this.version = version;
        this.endless = endless;
        this.heldUntilNanos = heldUntilNanos;
        this.spareNanos = spareNanos;
    }

    private static VarHandle spareNanosHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(MemoryEntry.class, "spareNanos", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Makes an entry.
     *
     * @param value the bytes; the store's own array, which is never changed
     * @param version the version that the entry is written with
     */
    static MemoryEntry of(byte[] value, Version version, Lifetime lifetime, long nowNanos) {
        if (lifetime.isForever()) {
            return new MemoryEntry(value, version, true, 0, 0);
        }
        long lifeNanos = Nanos.ofMillis(lifetime.toMillis());
        long spareNanos = mostSpareNanos(lifeNanos);
        return new MemoryEntry(value, version, false, nowNanos + lifeNanos + spareNanos, spareNanos);
    }

    private static long mostSpareNanos(long lifeNanos) {
        return Math.min(lifeNanos >> SPARE_SHIFT, Nanos.MOST_NANOS - lifeNanos);
    }

    Version version() {
        return version;
    }

    byte[] value() {
        return value;
    }

    /**
     * Returns how long the entry still lives. If it has ended by now, that is final: it has ended for every thread from
     * then on.
     *
     * @return nanoseconds, or {@code Long.MAX_VALUE} if the entry never ends; 0 if it has ended; {@link #UNKNOWN} if
     *     another thread is about to replace the entry
     */
    long leftNanos(long nowNanos) {
        while (true) {
            long spare = spareNanos;
            if (spare < 0) {
                return spare == ENDED ? 0 : UNKNOWN;
            }
            long left = endless ? Long.MAX_VALUE : heldUntilNanos - nowNanos - spare;
            if (left > 0 || SPARE_NANOS.compareAndSet(this, spare, ENDED)) {
                return Math.max(0, left);
            }
        }
    }

    boolean hasEnded(long nowNanos) {
        return leftNanos(nowNanos) == 0;
    }

    /**
     * Moves the end, if Caffeine keeps the entry until the new end, and not for much longer.
     *
     * @return whether the end was moved; otherwise the entry has ended, is about to be replaced, or has to be replaced
     *     because Caffeine keeps it for too short or too long a time
     */
    boolean touch(Lifetime lifetime, long nowNanos) {
        if (endless || lifetime.isForever() || lifetime.isOver()) {
            return false;
        }
        long lifeNanos = Nanos.ofMillis(lifetime.toMillis());
        long heldNanos = heldUntilNanos - nowNanos;
        long newSpare = heldNanos - lifeNanos;
        if (newSpare < 0 || newSpare > mostSpareNanos(lifeNanos)) {
            return false;
        }
        long spare = spareNanos;
        return spare >= 0 && spare < heldNanos && SPARE_NANOS.compareAndSet(this, spare, newSpare);
    }

    /**
     * Announces that another entry is about to replace this one. To be called within the atomic operation of the map.
     *
     * @return false if this entry has ended meanwhile; then nothing was announced
     */
    boolean retire() {
        long spare = spareNanos;
        while (spare != ENDED && !SPARE_NANOS.compareAndSet(this, spare, RETIRED)) {
            spare = spareNanos;
        }
        return spare != ENDED;
    }

    /** Returns an entry with the same value and version, and with another lifetime. */
    MemoryEntry withLifetime(Lifetime lifetime, long nowNanos) {
        return of(value, version, lifetime, nowNanos);
    }

    /**
     * Returns an entry with the same end, and with another value and version, and retires this entry.
     *
     * @return null if this entry has ended meanwhile; it isn't retired then
     */
    @Nullable
    MemoryEntry withValue(byte[] newValue, Version newVersion) {
        while (true) {
            long spare = spareNanos;
            if (spare == ENDED) {
                return null;
            }
            MemoryEntry next = new MemoryEntry(newValue, newVersion, endless, heldUntilNanos, Math.max(0, spare));
            if (SPARE_NANOS.compareAndSet(this, spare, RETIRED)) {
                return next;
            }
        }
    }

    /** Returns the estimated memory of this entry, for the bound. A character of the key counts as two bytes. */
    int weight(String key) {
        long bytes = OVERHEAD_BYTES + 2L * key.length() + value.length;
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /** Returns for how long Caffeine keeps the entry. */
    long heldNanos(long nowNanos) {
        return endless ? Long.MAX_VALUE : Math.max(0, heldUntilNanos - nowNanos);
    }

    /**
     * Returns the answer to a read, with a copy of the value, since the caller may change the array.
     *
     * @param leftNanos how long the entry still lives, if the answer tells that; otherwise 0
     */
    StoredEntry stored(long leftNanos) {
        return new StoredEntry(value.clone(), version, leftNanos == 0 ? null : Nanos.lifetime(leftNanos));
    }
}
