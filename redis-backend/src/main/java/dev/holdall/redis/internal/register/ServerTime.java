package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the server's time that a script last reported, so that most scripts needn't ask for the time again: the current
 * time is later than the reported one. Thread-safe.
 */
public final class ServerTime {

    /** The limit that no version is within: each one may be ahead of the server's time. */
    static final Version LOWEST_LIMIT = new Version(Long.MIN_VALUE);

    /** The limit that every version is within. */
    static final Version HIGHEST_LIMIT = new Version(Long.MAX_VALUE);

    /** How much the clocks of two servers may differ. */
    private static final long DIFFERENCE_MICROS = TimeUnit.MINUTES.toMicros(1);

    /** How long a reported time is used. After that, the server's clock may have been set back. */
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private volatile @Nullable Report lastReport;

    /**
     * Begins without a reported time.
     *
     * @param nanoTime the clock that measures how long ago a time was reported, as {@link System#nanoTime}
     */
    public ServerTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Report(long micros, long nanos) {}

    /** Keeps the time that a server has just reported. */
    public void report(long micros) {
        lastReport = new Report(micros, nanoTime.getAsLong());
    }

    /**
     * Returns the server's time in milliseconds since 1970, estimated from the last report, or by the clock of this
     * process if there is none.
     */
    long estimatedMillis() {
        Report last = lastReport;
        return last == null
                ? System.currentTimeMillis()
                : TimeUnit.MICROSECONDS.toMillis(last.micros())
                        + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - last.nanos());
    }

    /** Returns the greatest version that is surely not ahead of any server's time by more than the lifetime. */
    public Version limit(Lifetime lifetime) {
        if (lifetime.isForever()) {
            return HIGHEST_LIMIT;
        }
        Report last = lastReport;
        return last == null || lifetime.isOver() || nanoTime.getAsLong() - last.nanos() >= FRESH_NANOS
                ? LOWEST_LIMIT
                : new Version(last.micros() - DIFFERENCE_MICROS + TimeUnit.MILLISECONDS.toMicros(lifetime.toMillis()));
    }

    /** Tells whether a version is surely not ahead of any server's time by more than the lifetime. */
    public boolean isWithinLimit(Version version, Lifetime lifetime) {
        return version.compareTo(limit(lifetime)) <= 0;
    }
}
