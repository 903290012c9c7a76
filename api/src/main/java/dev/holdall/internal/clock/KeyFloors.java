package dev.holdall.internal.clock;

import dev.holdall.spi.VersionSteps;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The floor of each key, which the next version of the key has to be above, on a backend that writes without comparing
 * versions. The floor is above the greatest version that was made or followed for the key, and above a series of
 * updates that are based on that version.
 *
 * <p>Keys share a few thousand floors, by their hash. The only effect of sharing is that some versions are greater than
 * necessary. Thread-safe.
 */
final class KeyFloors {

    private static final int FLOORS = 4_096;

    /**
     * The length of a series of updates that a later write still wins over, where each update is based on the version
     * that the one before it returned.
     */
    private static final int UPDATES_IN_A_ROW = 8;

    /** The distance in microseconds between a version and the next one for the same floor. */
    static final long MARGIN = UPDATES_IN_A_ROW * VersionSteps.UPDATE_MICROS;

    private final AtomicLongArray floors = new AtomicLongArray(FLOORS);

    /**
     * Makes the smallest version that is at least {@code atLeast} and above the floor of the key. Raises the floor
     * above this version and above any update that is based on it.
     */
    long next(String key, long atLeast) {
        return floors.accumulateAndGet(index(key), atLeast, KeyFloors::raised) - MARGIN;
    }

    private static long raised(long floor, long atLeast) {
        return Math.max(floor + 1, atLeast) + MARGIN;
    }

    /** Does what {@link #next(String, long)} does, and makes one version for all of the keys. */
    long next(Collection<String> keys, long atLeast) {
        int[] indexes =
                keys.stream().mapToInt(KeyFloors::index).sorted().distinct().toArray();
        long version;
        do {
            version = aboveAll(indexes, atLeast);
        } while (!raiseAll(indexes, version));
        return version;
    }

    private long aboveAll(int[] indexes, long atLeast) {
        long version = atLeast;
        for (int index : indexes) {
            version = Math.max(version, floors.get(index) + 1);
        }
        return version;
    }

    /**
     * Raises the floors above this version. Returns false if another thread has raised one of them to this version or
     * beyond meanwhile. All threads raise floors in the same order, so that of several threads with common floors at
     * least one succeeds.
     */
    private boolean raiseAll(int[] indexes, long version) {
        for (int index : indexes) {
            if (floors.getAndAccumulate(index, version + MARGIN, Math::max) >= version) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether the floor of a key is above any update that is based on this version. */
    boolean isAboveUpdateOf(String key, long version) {
        return version <= floors.get(index(key)) - MARGIN;
    }

    /** Raises the floor of a key above any update that is based on this version. */
    void raise(String key, long version) {
        floors.accumulateAndGet(index(key), version + MARGIN, Math::max);
    }

    private static int index(String key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & (FLOORS - 1);
    }
}
