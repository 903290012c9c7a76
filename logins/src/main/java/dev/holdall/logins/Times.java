package dev.holdall.logins;

import dev.holdall.Ttl;
import dev.holdall.logins.internal.LoginEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Computes lifetimes. */
final class Times {

    /** An entry lives longer than its session, by the idle time divided by this. */
    static final int ENTRY_SPARE = 5;

    private Times() {}

    static Stream<Map.Entry<String, LoginEntry>> oldestFirst(Map<String, LoginEntry> entries) {
        return entries.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, LoginEntry> entry) ->
                                entry.getValue().begun())
                        .thenComparing(Map.Entry::getKey));
    }

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
