package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a script has told of the servers' time, so that most needn't look at it again: it is later now. Thread-safe. */
public final class ServerTime {

    /** Every version counts as ahead of the server's time. */
    static final Version NO_REACH = new Version(Long.MIN_VALUE);

    /** No version does. */
    static final Version FULL_REACH = new Version(Long.MAX_VALUE);

    /** By which the clocks of two servers may differ. */
    private static final long DIFFERENCE_MICROS = TimeUnit.MINUTES.toMicros(1);

    /** For so long it counts: a clock may have been set back meanwhile. */
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private volatile @Nullable Told told;

    /**
     * Nothing is known yet.
     *
     * @param nanoTime measures how long ago something was told
     */
    public ServerTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Told(long micros, long nanos) {}

    /** A server's time was this, just now. */
    public void tell(long micros) {
        told = new Told(micros, nanoTime.getAsLong());
    }

    /** The greatest version that is surely not ahead of any server's time by more than the lifetime. */
    public Version reach(Lifetime lifetime) {
        if (lifetime.isForever()) {
            return FULL_REACH;
        }
        Told last = told;
        return last == null || lifetime.isOver() || nanoTime.getAsLong() - last.nanos() >= FRESH_NANOS
                ? NO_REACH
                : new Version(last.micros() - DIFFERENCE_MICROS + TimeUnit.MILLISECONDS.toMicros(lifetime.toMillis()));
    }

    /** Tells whether a version is surely not ahead of any server's time by more than the lifetime. */
    public boolean reaches(Version version, Lifetime lifetime) {
        return version.compareTo(reach(lifetime)) <= 0;
    }
}
