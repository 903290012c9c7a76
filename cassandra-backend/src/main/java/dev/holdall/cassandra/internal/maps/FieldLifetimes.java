package dev.holdall.cassandra.internal.maps;

import dev.holdall.cassandra.internal.statements.TtlSeconds;
import dev.holdall.spi.Lifetime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Chooses how long the rows of fields live: twice as long as the longest lifetime of a map that this process knows of.
 * So no field ends before its map, although a change doesn't know whether the map has been given a longer life since it
 * was read. Thread-safe.
 */
final class FieldLifetimes {

    /**
     * How much longer than a map its fields live at most. It bounds the TTL of fields to six years, because before its
     * release 5.0 Cassandra takes no expiry after January 2038.
     */
    private static final long MOST_MORE_MILLIS = Duration.ofDays(365).toMillis();

    private final AtomicLong longestMillis = new AtomicLong();

    /**
     * Returns the TTL of fields.
     *
     * @param lifetime the lifetime that the map is given, or was last given
     */
    int ttlSeconds(Lifetime lifetime) {
        if (lifetime.isForever()) {
            return TtlSeconds.ofWrite(lifetime);
        }
        long longest = longestMillis.accumulateAndGet(lifetime.toMillis(), Math::max);
        return TtlSeconds.ofWrite(Lifetime.ofMillis(longest + Math.min(longest, MOST_MORE_MILLIS)));
    }
}
