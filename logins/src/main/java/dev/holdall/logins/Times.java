package dev.holdall.logins;

import dev.holdall.Ttl;
import java.time.Duration;
import java.time.Instant;

/** Computes lifetimes. */
final class Times {

    private Times() {}

    /** Returns the life of a session that is used now: the idle time, but not beyond the absolute end. */
    static Ttl session(LoginOptions options, Instant absoluteEnd, Instant now) {
        Duration left = Duration.between(now, absoluteEnd);
        return ttl(left.compareTo(options.idle()) < 0 ? left : options.idle());
    }

    /** Returns a TTL; if nothing is left, one that is over. */
    static Ttl ttl(Duration left) {
        return left.isNegative() || left.isZero() ? Ttl.until(Instant.EPOCH) : Ttl.of(left);
    }

    /** Returns when a login ends that was last seen at a moment. */
    static Instant expiry(LoginOptions options, Instant lastSeen, Instant absoluteEnd) {
        Instant idleEnd = lastSeen.plus(options.idle());
        return idleEnd.isBefore(absoluteEnd) ? idleEnd : absoluteEnd;
    }
}
