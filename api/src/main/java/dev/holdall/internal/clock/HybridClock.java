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
 * Makes versions: microseconds of the wall clock, strictly increasing for each key, and above every version that it has
 * followed.
 *
 * <p>The time itself is one sequence for the process, which never goes back, even where the wall clock does, and never
 * further ahead than the versions followed. The distance that a backend which doesn't compare needs is kept by
 * {@link KeyFloors} beside it, key by key, and doesn't move the time, however much the process writes. Thread-safe.
 */
final class HybridClock {

    private final InstantSource source;
    private final long maxSkewMicros;
    private final @Nullable KeyFloors floors;
    private final AtomicLong last = new AtomicLong();

    /**
     * A clock over a source of time.
     *
     * @param maxSkew how far ahead of the source a version may be and still be followed
     * @param floors where the backend writes without looking at what is stored; null where it compares versions
     */
    HybridClock(InstantSource source, Duration maxSkew, @Nullable KeyFloors floors) {
        this.source = source;
        this.maxSkewMicros = maxSkew.toNanos() / 1_000;
        this.floors = floors;
    }

    /** The clock of a store. */
    static HybridClock forBackend(StoreSettings settings, Traits traits, InstantSource source) {
        return new HybridClock(source, settings.maxClockSkew(), traits.comparesVersions() ? null : new KeyFloors());
    }

    /** A version for a write to a key. */
    Version next(String key) {
        long time = tick();
        return new Version(floors == null ? time : floors.next(key, time));
    }

    /** One version for a write to each of the keys. */
    Version next(Collection<String> keys) {
        long time = tick();
        return new Version(floors == null ? time : floors.next(keys, time));
    }

    /** The version of a revocation: the next one plus the horizon. It doesn't move the clock. */
    Version ahead(String key, Duration horizon) {
        return next(key).plusMicros(horizon.toNanos() / 1_000);
    }

    /**
     * Makes all later versions greater than this one, and those of its key greater than any update of it, unless it is
     * too far ahead.
     *
     * @return by how many microseconds it is ahead of the source, if that is too far; else 0
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
     * Follows the version that an update is about to be based on, as {@link #follow} does, and that of the update too.
     */
    void followUpdateOf(String key, Version seen) {
        if (follow(key, seen) == 0 && floors != null) {
            floors.raise(key, seen.micros() + VersionSteps.UPDATE_MICROS);
        }
    }

    /**
     * Tells whether all later versions of a key are above a version already. Also true for versions that this clock
     * made itself: a floor can lift such a version above the current time, and following it would then move the whole
     * clock ahead.
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
