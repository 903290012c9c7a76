package dev.holdall.memory.internal;

import dev.holdall.spi.Lifetime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Computes with moments of a nanosecond clock. Its origin is arbitrary and it may overflow, so only differences are
 * compared.
 */
public final class Nanos {

    /** The longest lifetime that Caffeine keeps: half of the nanoseconds that 64 bits hold, 146 years. */
    static final long MOST_NANOS = Long.MAX_VALUE >> 1;

    /** The longest TTL: the whole days in the longest lifetime that Caffeine keeps. */
    public static final Duration MAX_TTL = Duration.ofDays(TimeUnit.NANOSECONDS.toDays(MOST_NANOS));

    private Nanos() {}

    /** Converts a lifetime; one that is longer than Caffeine keeps is cut. */
    static long ofMillis(long millis) {
        return Math.min(TimeUnit.MILLISECONDS.toNanos(millis), MOST_NANOS);
    }

    static long after(long nowNanos, long millis) {
        return nowNanos + ofMillis(millis);
    }

    static boolean hasPassed(long momentNanos, long nowNanos) {
        return momentNanos - nowNanos <= 0;
    }

    static long later(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos >= 0 ? oneNanos : otherNanos;
    }

    /**
     * Rounds up to a millisecond, so that an entry that has not ended never has a remaining lifetime of zero.
     *
     * @param leftNanos 1 or more; {@code Long.MAX_VALUE} if there is no end
     */
    static Lifetime lifetime(long leftNanos) {
        return leftNanos == Long.MAX_VALUE
                ? Lifetime.FOREVER
                : Lifetime.ofMillis(-Math.floorDiv(-leftNanos, 1_000_000));
    }
}
