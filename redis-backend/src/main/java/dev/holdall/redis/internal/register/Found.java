package dev.holdall.redis.internal.register;

import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.util.Optional;

/**
 * What a server has found under a key, and how much longer it is there.
 *
 * @param stored what is stored
 * @param remainingMillis milliseconds; -1 for no end
 */
public record Found(Stored stored, long remainingMillis) {

    static final Found NOTHING = new Found(Stored.ABSENT, 0);

    private static final long ENDLESS = -1;

    /**
     * The entry, if it is one.
     *
     * @throws dev.holdall.spi.BackendException if what is there can't be understood
     */
    public Optional<StoredEntry> entry() {
        return stored.entry(remainingMillis == ENDLESS ? Lifetime.FOREVER : Lifetime.ofMillis(remainingMillis));
    }
}
