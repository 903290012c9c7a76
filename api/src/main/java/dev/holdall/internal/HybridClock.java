package dev.holdall.internal;

import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.spi.VersionSteps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes versions: microseconds of the wall clock, strictly increasing within this process, and above every version that it
 * has followed.
 */
final class HybridClock {

    private final InstantSource source;
    private final long maxSkewMicros;
    private final long margin;
    private final AtomicLong last = new AtomicLong();

    /**
     * A clock over a source of time.
     *
     * @param maxSkew how far ahead of the source a version may be and still be followed
     * @param margin microseconds that the versions made stand above those followed, beyond the next one
     */
    HybridClock(InstantSource source, Duration maxSkew, long margin) {
        this.source = source;
        this.maxSkewMicros = maxSkew.toNanos() / 1_000;
        this.margin = margin;
    }

    /** The clock of a store: the margin is for backends that write without looking at what is stored. */
    static HybridClock forBackend(StoreSettings settings, Traits traits, InstantSource source) {
        long margin = traits.comparesVersions() ? 0 : VersionSteps.UPDATE_MICROS;
        return new HybridClock(source, settings.maxClockSkew(), margin);
    }

    Version next() {
        long now = micros();
        return new Version(last.updateAndGet(previous -> Math.max(now, previous + 1)));
    }

    /** The version of a revocation: now plus the horizon. It doesn't move the clock. */
    Version ahead(Duration horizon) {
        return next().plusMicros(horizon.toNanos() / 1_000);
    }

    /**
     * Makes all later versions greater than this one, by more than the margin, unless it is too far ahead.
     *
     * @return by how many microseconds it is ahead of the source, if that is too far; else 0
     */
    long follow(Version version) {
        if (version.micros() <= last.get() - margin) {
            return 0;
        }
        long now = micros();
        if (version.micros() > now + maxSkewMicros) {
            return version.micros() - now;
        }
        last.accumulateAndGet(version.micros() + margin, Math::max);
        return 0;
    }

    private long micros() {
        Instant now = source.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
