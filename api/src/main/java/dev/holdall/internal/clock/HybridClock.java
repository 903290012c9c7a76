package dev.holdall.internal.clock;

import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.VersionSteps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A hybrid logical clock, which makes versions: microseconds of the wall clock, strictly increasing for each key, and
 * above every version that the clock has followed. To follow a version means to make later versions greater than it.
 *
 * <p>The clock has one time, which never goes back. It is ahead of the wall clock only if a followed version is, or
 * after the wall clock has gone back. A backend that doesn't compare versions needs a distance between the versions of
 * a key. {@link KeyFloors} keeps it for each key, apart from the time, so that the time isn't moved ahead however much
 * the process writes. Thread-safe.
 */
final class HybridClock {

    private final InstantSource source;
    private final long maxSkewMicros;
    private final @Nullable KeyFloors floors;
    private final AtomicLong last = new AtomicLong();

    /**
     * Makes a clock over a source of time.
     *
     * @param maxSkew how far ahead of the source a version may be, so that it is still followed
     * @param floors the floors, for a backend that writes without comparing versions; null for one that compares them
     */
    HybridClock(InstantSource source, Duration maxSkew, @Nullable KeyFloors floors) {
        this.source = source;
        this.maxSkewMicros = maxSkew.toNanos() / 1_000;
        this.floors = floors;
    }

    /** Makes the clock of a store. */
    static HybridClock forBackend(StoreSettings settings, Traits traits, InstantSource source) {
        return new HybridClock(source, settings.maxClockSkew(), traits.comparesVersions() ? null : new KeyFloors());
    }

    /** Makes a version for a write to a key. */
    Version next(String key) {
        long time = tick();
        return new Version(floors == null ? time : floors.next(key, time));
    }

    /** Makes one version that serves for a write to each of the keys. */
    Version next(Collection<String> keys) {
        long time = tick();
        return new Version(floors == null ? time : floors.next(keys, time));
    }

    /** Makes the version of a revocation: the next version plus the horizon. The horizon doesn't move the clock. */
    Version ahead(String key, Duration horizon) {
        return next(key).plusMicros(horizon.toNanos() / 1_000);
    }

    /**
     * Makes all later versions greater than this one, and later versions of its key also greater than any update that
     * is based on it, unless it is too far ahead of the source.
     *
     * @return by how many microseconds the version is ahead of the source, if that is too far; otherwise 0
     */
    long follow(String key, Version version) {
        if (isFollowed(key, version.micros())) {
            return 0;
        }
        long now = micros();
        if (version.micros() > now + maxSkewMicros) {
            return version.micros() - now;
        }
        last.accumulateAndGet(version.micros(), Math::max);
        if (floors != null) {
            floors.raise(key, version.micros());
        }
        return 0;
    }

    /**
     * Follows the version that an update is about to be based on, as {@link #follow} does, and also the version that
     * the update will have.
     */
    void followUpdateOf(String key, Version seen) {
        if (follow(key, seen) == 0 && floors != null) {
            floors.raise(key, seen.micros() + VersionSteps.UPDATE_MICROS);
        }
    }

    /**
     * Tells whether all later versions of a key will be above this version anyway. Also true for versions that this
     * clock made itself: a floor can lift such a version above the current time, and following it would then move the
     * whole clock ahead.
     */
    private boolean isFollowed(String key, long version) {
        return floors == null ? version <= last.get() : floors.isAboveUpdateOf(key, version);
    }

    private long tick() {
        return last.accumulateAndGet(micros(), HybridClock::after);
    }

    private static long after(long previous, long now) {
        return Math.max(previous + 1, now);
    }

    private long micros() {
        Instant now = source.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
