package dev.holdall.cassandra.internal.statements;

import dev.holdall.spi.Lifetime;
import java.time.Duration;

/**
 * Lifetimes as Cassandra has them: whole seconds, counted from the beginning of the second in which a write arrives.
 */
public final class TtlSeconds {

    /** What {@code USING TTL} calls a lifetime without end, whatever the default of the table is. */
    static final int FOREVER = 0;

    /**
     * Five years. Cassandra takes twenty, but until its release 5.0 no expiry after January 2038; and to live longer
     * there is "for ever".
     */
    public static final Duration MAX_TTL = Duration.ofDays(5 * 365);

    private TtlSeconds() {}

    /** One more than the lifetime has: the second in which the write arrives has begun already. */
    public static int ofWrite(Lifetime lifetime) {
        return lifetime.isForever() ? FOREVER : (int) -Math.floorDiv(-lifetime.toMillis(), 1_000L) + 1;
    }
}
