package dev.holdall.jetty;

import dev.holdall.Ttl;
import java.time.Instant;

/**
 * When the map of a session should end: the grace period after the session's expiry, since the listeners of the node
 * that has the session need it after the expiry, too. To move the end costs a request, and on Cassandra writes the
 * whole map again; so it is moved only when less than half of the grace period would be left, or much more than one.
 *
 * @param at the moment, in milliseconds since the epoch; {@link #NEVER} if never
 * @param earliest the earliest end that does as well
 * @param latest the latest end that does as well
 */
record MapEnd(long at, long earliest, long latest) {

    static final long NEVER = Long.MAX_VALUE;

    /**
     * Computes the end for a session.
     *
     * @param expiry when the session expires; 0 if never
     * @param graceMs the grace period
     * @param longestMs the longest TTL that the store allows
     * @param mayBeEndless whether the store allows maps without an end
     * @param now the time
     */
    static MapEnd of(long expiry, long graceMs, long longestMs, boolean mayBeEndless, long now) {
        long longest = now + longestMs;
        if (expiry <= 0) {
            return mayBeEndless ? new MapEnd(NEVER, NEVER, NEVER) : new MapEnd(longest, now + longestMs / 2, longest);
        }
        long at = Math.min(expiry + graceMs, longest);
        return new MapEnd(at, at - graceMs / 2, at + graceMs);
    }

    /** Tells whether a map that ends then has to get another TTL. */
    boolean differsFrom(long current) {
        return current < earliest || current > latest;
    }

    Ttl ttl() {
        return at == NEVER ? Ttl.never() : Ttl.until(Instant.ofEpochMilli(at));
    }
}
