package dev.holdall.tck.example;

import dev.holdall.Version;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The greatest version among entries that were deleted or have expired. A key that is created again gets a version
 * above it, so never one that it has had before. Many keys share one floor, so nothing has to be remembered for a
 * single key. Thread-safe.
 */
final class VersionFloor {

    private final AtomicLongArray micros = new AtomicLongArray(1 << 12);

    /**
     * Raises the floor to the version of an entry that is about to be removed. It must be called before the entry is
     * removed: otherwise another thread might find the key absent, and create it with a version below.
     */
    void raise(String key, Version gone) {
        micros.accumulateAndGet(indexOf(key), gone.micros(), Math::max);
    }

    Version of(String key) {
        return new Version(micros.get(indexOf(key)));
    }

    private int indexOf(String key) {
        return Math.floorMod(key.hashCode(), micros.length());
    }
}
