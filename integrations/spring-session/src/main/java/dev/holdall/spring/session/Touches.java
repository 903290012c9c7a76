package dev.holdall.spring.session;

import dev.holdall.Ttl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rules of how long a session lives. Its map gets a TTL of the max inactive interval and a part of it more, counted
 * from the save. An access is written only when the session could otherwise end before its interval has passed: so one
 * write serves all accesses within that part. Immutable.
 */
final class Touches {

    /** The end of a session may be later than its interval says by this much before that is mended. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** An entry of a group outlives its session by this much. */
    private static final Duration SPARE = Duration.ofMinutes(1);

    private final double part;
    private final Clock clock;

    Touches(double part, Clock clock) {
        this.part = part;
        this.clock = clock;
    }

    /** Returns how long a session may live on after its interval. */
    Duration slack(Duration interval) {
        return interval.isNegative() ? Duration.ZERO : Duration.ofMillis((long) (interval.toMillis() * part));
    }

    /** Returns whether a session has ended that was accessed at this moment, or up to the slack after it. */
    boolean isExpired(Instant accessed, Duration interval, boolean accessIsExact) {
        if (interval.isNegative()) {
            return false;
        }
        Instant end = accessed.plus(interval).plus(accessIsExact ? Duration.ZERO : slack(interval));
        return !clock.instant().isBefore(end);
    }

    /**
     * Returns the end that a save gives to a session: counted from now and not from the access, so that a request that
     * took long doesn't bring the end nearer that a later one has given. A session that has expired ends when it has.
     *
     * @return null if the session doesn't end
     */
    @Nullable
    Instant end(Instant accessed, Duration interval) {
        if (interval.isNegative()) {
            return null;
        }
        Instant ended = accessed.plus(interval);
        Instant now = clock.instant();
        return ended.isAfter(now) ? later(accessed, now).plus(interval).plus(slack(interval)) : ended;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Returns whether a session has to get a new end: its own comes before its interval has passed, or much later. */
    boolean isDue(Instant accessed, Duration interval, @Nullable Instant storedEnd) {
        Instant end = end(accessed, interval);
        if (end == null || storedEnd == null) {
            return (end == null) != (storedEnd == null);
        }
        return accessed.plus(interval).isAfter(storedEnd)
                || storedEnd.isAfter(end.plus(TOLERANCE))
                || !end.isAfter(clock.instant());
    }

    Ttl ttl(@Nullable Instant end) {
        return end == null ? Ttl.never() : Ttl.until(end);
    }

    /** Returns the TTL of an entry that lists a session. */
    Ttl entryTtl(@Nullable Instant end) {
        return end == null ? Ttl.never() : Ttl.until(end.plus(SPARE));
    }
}
