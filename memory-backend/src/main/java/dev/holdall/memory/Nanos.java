package dev.holdall.memory;

import dev.holdall.spi.Lifetime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Computes with moments on a clock of nanoseconds, whose origin is arbitrary and which may overflow: only differences
 * count.
 */
final class Nanos {

    /** Caffeine keeps no longer lifetime: half of what 64 bits of nanoseconds hold, 146 years. */
    private static final long MOST_NANOS = Long.MAX_VALUE >> 1;

    /** The whole days in that. */
    static final Duration MAX_TTL = Duration.ofDays(TimeUnit.NANOSECONDS.toDays(MOST_NANOS));

    private Nanos() {}

    static long after(long nowNanos, long millis) {
        return nowNanos + Math.min(TimeUnit.MILLISECONDS.toNanos(millis), MOST_NANOS);
    }

    static boolean hasPassed(long momentNanos, long nowNanos) {
        return momentNanos - nowNanos <= 0;
    }

    static long later(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos >= 0 ? oneNanos : otherNanos;
    }

    /** Rounded up, so that what is left of an entry that is there is never nothing. */
    static Lifetime lifetime(long remainingNanos) {
        return Lifetime.ofMillis(-Math.floorDiv(-remainingNanos, 1_000_000));
    }
}
