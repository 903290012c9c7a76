package dev.holdall.internal.clock;

import dev.holdall.spi.VersionSteps;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the next version of each key has to be above, on a backend that writes without looking at what is stored: the
 * greatest version that was made or followed for it, and a series of updates that are based on it.
 *
 * <p>Keys share a few thousand floors, by their hash. A shared floor only makes versions greater than they need be.
 * Thread-safe.
 */
final class KeyFloors {

    private static final int FLOORS = 4_096;

    /** How many updates in a row a later write wins over, each based on the version that the one before it returned. */
    private static final int UPDATES_IN_A_ROW = 8;

    /** Microseconds between a version and the next one for the same floor. */
    static final long MARGIN = UPDATES_IN_A_ROW * VersionSteps.UPDATE_MICROS;

    private final AtomicLongArray floors = new AtomicLongArray(FLOORS);

    /**
     * The first version of a key from this one on that is above its floor; the floor goes above it, and any update of
     * it.
     */
    long next(String key, long atLeast) {
        return floors.accumulateAndGet(index(key), atLeast, KeyFloors::raised) - MARGIN;
    }

    private static long raised(long floor, long atLeast) {
        return Math.max(floor + 1, atLeast) + MARGIN;
    }

    /** As {@link #next(String, long)}, one version for all of the keys. */
    long next(Collection<String> keys, long atLeast) {
        int[] indexes =
                keys.stream().mapToInt(KeyFloors::index).sorted().distinct().toArray();
        long version;
        do {
            version = aboveAll(indexes, atLeast);
        } while (!take(indexes, version));
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
     * False if another has raised a floor meanwhile. All go in one order, so that one of those who meet gets through.
     */
    private boolean take(int[] indexes, long version) {
        for (int index : indexes) {
            if (floors.getAndAccumulate(index, version + MARGIN, Math::max) >= version) {
                return false;
            }
        }
        return true;
    }

    /** Whether the floor is above any update of this version. */
    boolean isAboveUpdateOf(String key, long version) {
        return version <= floors.get(index(key)) - MARGIN;
    }

    /** Raises the floor above any update of this version. */
    void raise(String key, long version) {
        floors.accumulateAndGet(index(key), version + MARGIN, Math::max);
    }

    private static int index(String key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & (FLOORS - 1);
    }
}
