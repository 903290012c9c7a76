package dev.holdall.redis.internal.register;

import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.util.Optional;

/**
 * What a server has stored under a key, with its remaining lifetime.
 *
 * @param stored the stored value
 * @param remainingMillis the remaining lifetime in milliseconds; -1 if it never ends
 */
public record Found(Stored stored, long remainingMillis) {

    static final Found NOTHING = new Found(Stored.ABSENT, 0);

    private static final long ENDLESS = -1;

    /**
     * Returns the entry; empty if there is none.
     *
     * @throws dev.holdall.spi.BackendException if the stored value can't be understood
     */
    public Optional<StoredEntry> entry() {
        return stored.entry(remainingMillis == ENDLESS ? Lifetime.FOREVER : Lifetime.ofMillis(remainingMillis));
    }
}
