package dev.holdall.memory;

import dev.holdall.Version;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The greatest version that is gone, whichever key it belonged to: deleted, revoked, expired, evicted or replaced by
 * nothing. A key that is created is given a version above it, so that no version of an earlier life of a key ever
 * matches a later one; and that without remembering any key. Thread-safe.
 */
final class Floor {

    private final AtomicLong micros = new AtomicLong(Long.MIN_VALUE);

    /** To be called before the entry can be seen to be gone. Writes nothing where the floor is high enough already. */
    void raise(Version gone) {
        long atLeast = gone.micros();
        long current = micros.get();
        while (current < atLeast && !micros.compareAndSet(current, atLeast)) {
            current = micros.get();
        }
    }

    /** The version of a new entry: the least that is allowed, or the first above everything that is gone. */
    Version above(Version atLeast) {
        return Versions.above(micros.get(), atLeast);
    }
}
