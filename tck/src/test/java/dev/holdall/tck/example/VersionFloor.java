package dev.holdall.tck.example;

import dev.holdall.Version;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The greatest version among the entries that are gone, so that a key that is created again never has a version of an
 * earlier life. One floor for many keys, so that nothing has to be remembered of any of them. Thread-safe.
 */
final class VersionFloor {

    private final AtomicLongArray micros = new AtomicLongArray(1 << 12);

    /** To be called before the entry can be seen to be gone. */
    void raise(String key, Version gone) {
        micros.accumulateAndGet(place(key), gone.micros(), Math::max);
    }

    Version of(String key) {
        return new Version(micros.get(place(key)));
    }

    private int place(String key) {
        return Math.floorMod(key.hashCode(), micros.length());
    }
}
