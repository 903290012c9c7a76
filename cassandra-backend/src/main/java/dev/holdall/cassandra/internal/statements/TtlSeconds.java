package dev.holdall.cassandra.internal.statements;

import dev.holdall.spi.Lifetime;
import java.time.Duration;

/**
 * Converts lifetimes into Cassandra's TTLs: whole seconds, counted from the beginning of the second in which a write
 * arrives.
 */
public final class TtlSeconds {

    /** The value of {@code USING TTL} for a lifetime without end. It overrides the default TTL of the table. */
    static final int FOREVER = 0;

    /**
     * Five years. Cassandra allows twenty, but before its release 5.0 no expiry after January 2038. An entry that has
     * to live longer can be written without an expiry.
     */
    public static final Duration MAX_TTL = Duration.ofDays(5 * 365);

    private TtlSeconds() {}

    /**
     * Returns the TTL of a write: the lifetime, rounded up to seconds, plus one. The second in which the write arrives
     * has begun already, so without that one the entry could expire too early.
     */
    public static int ofWrite(Lifetime lifetime) {
        return lifetime.isForever() ? FOREVER : (int) -Math.floorDiv(-lifetime.toMillis(), 1_000L) + 1;
    }
}
