package dev.holdall.internal.clock;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.internal.DurationText;
import dev.holdall.internal.HoldallLog;
import dev.holdall.internal.Observers;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.LogThrottle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;

/**
 * Makes the versions of a store's writes, and follows the versions that the backend answers with: later versions become
 * greater than these. A version that is too far ahead of the local clock is reported instead of followed. It is also
 * reported if this process itself was ahead, or still has to write ahead, of its own clock. Thread-safe.
 */
public final class VersionClock {

    private final StoreSettings settings;
    private final HybridClock clock;
    private final Observers observers;
    private final LogThrottle notFollowed = new LogThrottle();
    private final LogThrottle wentBack = new LogThrottle();
    private final LogThrottle writesAhead = new LogThrottle();

    /** Makes the clock of a store. */
    public VersionClock(StoreSettings settings, Traits traits, InstantSource source, Observers observers) {
        this.settings = settings;
        this.observers = observers;
        this.clock = HybridClock.forBackend(settings, traits, source, new Reports());
    }

    /** Makes a version for a write to a key. */
    public Version next(String key) {
        return clock.next(key);
    }

    /** Makes one version that serves for a write to each of the keys. */
    public Version next(Collection<String> keys) {
        return clock.next(keys);
    }

    /** Makes the version of a revocation, which is ahead of the clock by the revocation horizon. */
    public Version ofRevocation(String key) {
        return clock.ahead(key, settings.revocationHorizon());
    }

    /**
     * Makes all later versions of a key greater than a version that the backend has answered with, unless that version
     * is too far ahead.
     *
     * @param report whether to report a version that is too far ahead
     */
    public void follow(String key, Version version, boolean report) {
        long aheadMicros = clock.follow(key, version);
        if (aheadMicros > 0 && report) {
            report(aheadMicros);
        }
    }

    /**
     * Makes all later versions of a key greater than the version of an update that is about to be sent, unless that
     * version is too far ahead. Nothing is reported here: {@code seen} comes from the application, and was reported
     * when it was read.
     */
    public void followUpdateOf(String key, Version seen) {
        clock.followUpdateOf(key, seen);
    }

    /** Makes all later versions of a key greater than that of a removal that is about to be sent, likewise. */
    public void followRemovalOf(String key, Version seen) {
        clock.followRemovalOf(key, seen);
    }

    private void report(long aheadMicros) {
        observers.onIncident(Incident.CLOCK_SKEW);
        if (notFollowed.count()) {
            HoldallLog.LOG.warn(
                    "{}/{}: an entry was written by a clock that is {} ahead of this one, more than max-clock-skew ="
                            + " {}: its version is not followed; check the time synchronisation of this host and of the"
                            + " others (seen {} times)",
                    settings.name(),
                    settings.backend(),
                    duration(aheadMicros),
                    maxSkew(),
                    notFollowed.total());
        }
    }

    private static String duration(long micros) {
        return DurationText.rough(Duration.ofNanos(micros * 1_000));
    }

    private String maxSkew() {
        return DurationText.exact(settings.maxClockSkew());
    }

    private final class Reports implements SkewReports {

        @Override
        public void wentBack(long micros) {
            observers.onIncident(Incident.CLOCK_SKEW);
            if (wentBack.count()) {
                HoldallLog.LOG.warn(
                        "{}/{}: the clock of this host has gone back by {}, more than max-clock-skew = {}: if it was"
                                + " ahead before, what this process wrote then can win over later writes of other"
                                + " processes for as long again; check the time synchronisation of this host (seen {}"
                                + " times)",
                        settings.name(),
                        settings.backend(),
                        duration(micros),
                        maxSkew(),
                        wentBack.total());
            }
        }

        @Override
        public void writesAhead(long micros) {
            observers.onIncident(Incident.CLOCK_SKEW);
            if (writesAhead.count()) {
                HoldallLog.LOG.warn(
                        "{}/{}: a write takes a version that is {} ahead of this host's clock, more than max-clock-skew"
                                + " = {}, because its key was last written while the clock was ahead; a set or delete"
                                + " of another process can lose to it until then, a revoke can't (seen {} times)",
                        settings.name(),
                        settings.backend(),
                        duration(micros),
                        maxSkew(),
                        writesAhead.total());
            }
        }
    }
}
