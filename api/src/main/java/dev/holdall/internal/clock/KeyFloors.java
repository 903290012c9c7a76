package dev.holdall.internal.clock;

import dev.holdall.spi.VersionSteps;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The floor of each key, which the next version of the key has to be above, on a backend that writes without comparing
 * versions. The floor is above the greatest version that was made or followed for the key, and above a series of
 * updates that are based on that version.
 *
 * <p>A key has a slot in each of several rows, by its hash. Whoever raises the floor of the key raises all its slots,
 * and the floor is the lowest of them. So a key gets a floor that is higher than necessary only if every one of its
 * slots is shared with a key whose floor is higher. This matters after the wall clock was ahead for a while: the keys
 * that were written then have floors far ahead, and other keys should not. After 1,000 such keys, 2 of 10,000 other
 * keys have such a floor; after 5,000, it is 4 of 100. Thread-safe.
 */
final class KeyFloors {

    private static final int ROWS = 4;

    private static final int SLOT_BITS = 13;

    private static final int LOCKS = 64;

    /**
     * The length of a series of updates that a later write still wins over, where each update is based on the version
     * that the one before it returned.
     */
    private static final int UPDATES_IN_A_ROW = 8;

    /** The distance in microseconds between a version and the next one for the same floor. */
    static final long MARGIN = UPDATES_IN_A_ROW * VersionSteps.UPDATE_MICROS;

    private final AtomicLongArray slots = new AtomicLongArray(ROWS << SLOT_BITS);

    /**
     * The lock of a key keeps two threads from making the same version for it. Keys share the locks, by their hash.
     * Raising a floor needs no lock, because a slot never gets lower.
     */
    private final ReentrantLock[] locks =
            IntStream.range(0, LOCKS).mapToObj(index -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    /**
     * Makes the smallest version that is at least {@code atLeast} and above the floor of the key. Raises the floor
     * above this version and above any update that is based on it.
     */
    long next(String key, long atLeast) {
        long hash = hash(key);
        ReentrantLock lock = locks[lockOf(hash)];
        lock.lock();
        try {
            long version = Math.max(atLeast, floor(hash) + 1);
            raise(hash, version + MARGIN);
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Does what {@link #next(String, long)} does, and makes one version for all of the keys. */
    long next(Collection<String> keys, long atLeast) {
        long[] hashes = keys.stream().mapToLong(KeyFloors::hash).toArray();
        // All threads take the locks in the same order, so that they can't wait for each other in a circle.
        int[] held = Arrays.stream(hashes)
                .mapToInt(KeyFloors::lockOf)
                .sorted()
                .distinct()
                .toArray();
        for (int index : held) {
            locks[index].lock();
        }
        try {
            return nextOfAll(hashes, atLeast);
        } finally {
            for (int index : held) {
                locks[index].unlock();
            }
        }
    }

    private long nextOfAll(long[] hashes, long atLeast) {
        long version = atLeast;
        for (long hash : hashes) {
            version = Math.max(version, floor(hash) + 1);
        }
        for (long hash : hashes) {
            raise(hash, version + MARGIN);
        }
        return version;
    }

    /** Tells whether the floor of a key is above any update that is based on this version. */
    boolean isAboveUpdateOf(String key, long version) {
        return version <= floor(hash(key)) - MARGIN;
    }

    /** Raises the floor of a key above any update that is based on this version. */
    void raise(String key, long version) {
        raise(hash(key), version + MARGIN);
    }

    private long floor(long hash) {
        long floor = Long.MAX_VALUE;
        for (int row = 0; row < ROWS; row++) {
            floor = Math.min(floor, slots.get(slot(hash, row)));
        }
        return floor;
    }

    private void raise(long hash, long floor) {
        for (int row = 0; row < ROWS; row++) {
            slots.accumulateAndGet(slot(hash, row), floor, Math::max);
        }
    }

    private static int slot(long hash, int row) {
        int inRow = (int) (hash >>> (row * SLOT_BITS)) & ((1 << SLOT_BITS) - 1);
        return (row << SLOT_BITS) + inRow;
    }

    private static int lockOf(long hash) {
        return (int) (hash >>> (ROWS * SLOT_BITS)) & (LOCKS - 1);
    }

    /** Returns a hash each of whose bits depends on all bits of the key's own hash (the mixer of SplitMix64). */
    private static long hash(String key) {
        long hash = key.hashCode() * 0x9E3779B97F4A7C15L;
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}
