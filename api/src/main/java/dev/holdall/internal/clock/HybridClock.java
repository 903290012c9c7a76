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
 * A hybrid logical clock, which makes versions: microseconds of the wall clock, and above every version that the clock
 * has followed. To follow a version means to make later versions greater than it.
 *
 * <p>The clock is ahead of the wall clock only if a followed version is, by {@code maxSkew} at most. If the wall clock
 * goes back, the clock goes back with it, because the wall clock may have been ahead by mistake, and has been
 * corrected. Otherwise every write of this process would win over the later writes of other processes until the mistake
 * is past.
 *
 * <p>The versions of a key increase strictly all the same. A backend that compares versions takes care of that itself.
 * For a backend that doesn't, {@link KeyFloors} does, and keeps the distance between versions that such a backend
 * needs. The floors are apart from the time, so they don't move it ahead, however much the process writes. Thread-safe.
 */
final class HybridClock {

    /**
     * How far the wall clock may go back while this clock stands still instead: a time service makes small corrections,
     * and a process that makes more than a version in a microsecond is ahead for a moment.
     */
    private static final long STEADY_MICROS = 1_000_000;

    private final InstantSource source;
    private final long maxSkewMicros;
    private final @Nullable KeyFloors floors;
    private final SkewReports reports;
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong followed = new AtomicLong();

    /**
     * Makes a clock over a source of time.
     *
     * @param maxSkew how far ahead of the source a version may be, so that it is still followed
     * @param floors the floors, for a backend that writes without comparing versions; null for one that compares them
     * @param reports is told if the source goes back, or a version is ahead of it, by more than {@code maxSkew}
     */
    HybridClock(InstantSource source, Duration maxSkew, @Nullable KeyFloors floors, SkewReports reports) {
        this.source = source;
        this.maxSkewMicros = maxSkew.toNanos() / 1_000;
        this.floors = floors;
        this.reports = reports;
    }

    /** Makes the clock of a store. */
    static HybridClock forBackend(StoreSettings settings, Traits traits, InstantSource source, SkewReports reports) {
        KeyFloors floors = traits.comparesVersions() ? null : new KeyFloors();
        return new HybridClock(source, settings.maxClockSkew(), floors, reports);
    }

    /** Makes a version for a write to a key. */
    Version next(String key) {
        long now = micros();
        long time = tick(now);
        return floors == null ? new Version(time) : lifted(floors.next(key, time), now);
    }

    /** Makes one version that serves for a write to each of the keys. */
    Version next(Collection<String> keys) {
        long now = micros();
        long time = tick(now);
        return floors == null ? new Version(time) : lifted(floors.next(keys, time), now);
    }

    private Version lifted(long version, long now) {
        if (isFarAhead(version, now)) {
            reports.writesAhead(version - now);
        }
        return new Version(version);
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
        forgetIfTooFarAhead(now);
        followed.accumulateAndGet(version.micros(), Math::max);
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
     * Follows the version that a removal from a group is about to be based on, and makes all later versions of this key
     * greater than that of the removal. The whole clock doesn't move to the latter, which is ahead of the time.
     */
    void followRemovalOf(String key, Version seen) {
        if (follow(key, seen) == 0 && floors != null) {
            floors.raise(key, seen.micros() + VersionSteps.REMOVAL_MICROS);
        }
    }

    /**
     * Tells whether all later versions of a key will be above this version anyway. Also true for versions that this
     * clock made itself: a floor can lift such a version above the current time, and following it would then move the
     * whole clock ahead.
     */
    private boolean isFollowed(String key, long version) {
        return floors == null
                ? version <= last.get() || version <= followed.get()
                : floors.isAboveUpdateOf(key, version);
    }

    private long tick(long now) {
        forgetIfTooFarAhead(now);
        long time = Math.max(now, followed.get() + 1);
        long previous = last.getAndAccumulate(time, HybridClock::after);
        if (isFarAhead(previous, now)) {
            reports.wentBack(previous - now);
        }
        return after(previous, time);
    }

    private static long after(long previous, long time) {
        return previous - time > STEADY_MICROS ? time : Math.max(previous + 1, time);
    }

    /** Forgets the followed version if it was followed while the source was ahead, and is too far ahead now. */
    private void forgetIfTooFarAhead(long now) {
        long version = followed.get();
        if (version > now + maxSkewMicros) {
            followed.compareAndSet(version, 0);
        }
    }

    /** Tells whether a version that this clock made is further ahead of the source than following versions explains. */
    private boolean isFarAhead(long version, long now) {
        return version - now > maxSkewMicros + STEADY_MICROS;
    }

    private long micros() {
        Instant now = source.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
