package dev.holdall.redis;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.concurrent.TimeUnit;

/**
 * What scripts have told of the servers' time, so that most needn't look at it again: it is later now. Thread-safe.
 */
final class ServerTime {

    /** By which the clocks of two servers may differ. */
    private static final long DIFFERENCE_MICROS = TimeUnit.MINUTES.toMicros(1);

    /** The last that was told: a clock may have been set back since the greatest. 0 before anything was. */
    private volatile long toldMicros;

    /** A server's time was this. */
    void tell(long micros) {
        toldMicros = micros;
    }

    /** The greatest version that is surely not ahead of any server's time by more than the lifetime; 0 if that isn't known. */
    long reach(Lifetime lifetime) {
        if (lifetime.isForever()) {
            return Long.MAX_VALUE;
        }
        long told = toldMicros;
        return told == 0 || lifetime.isOver()
                ? 0
                : told - DIFFERENCE_MICROS + TimeUnit.MILLISECONDS.toMicros(lifetime.toMillis());
    }

    /** As {@link #reach(Lifetime)}, for a write of this version; 0 if that is beyond it. */
    long reach(Lifetime lifetime, Version version) {
        long reach = reach(lifetime);
        return version.micros() <= reach ? reach : 0;
    }
}
