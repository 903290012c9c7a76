package dev.holdall.memory.internal;

import dev.holdall.Version;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The greatest version of all entries that are gone, whatever their keys: deleted, revoked, expired, evicted, or
 * written with a lifetime that was over. A new entry is given a version above the floor. So a version from an earlier
 * life of a key never matches the entry of a later one, and no key has to be remembered for that. Thread-safe.
 */
final class Floor {

    private final AtomicLong micros = new AtomicLong(Long.MIN_VALUE);

    /**
     * Raises the floor to a version that goes, unless the floor is that high already. This has to be called before
     * another thread can find the key absent; otherwise that thread could create the key with a version that is too
     * low.
     */
    void raise(Version gone) {
        long atLeast = gone.micros();
        long current = micros.get();
        while (current < atLeast && !micros.compareAndSet(current, atLeast)) {
            current = micros.get();
        }
    }

    /**
     * Returns the version of a new entry: the version given if it is above the floor, otherwise the first one above the
     * floor.
     */
    Version above(Version atLeast) {
        return Versions.above(micros.get(), atLeast);
    }
}
