package dev.holdall.internal;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.Version;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the clock every version that the backend answers with, and reports those that are too far ahead. */
final class SkewWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SkewWatch.class);
    private static final long WARN_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final StoreSettings settings;
    private final HybridClock clock;
    private final Observers observers;
    private final LongAdder seen = new LongAdder();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    SkewWatch(StoreSettings settings, HybridClock clock, Observers observers) {
        this.settings = settings;
        this.clock = clock;
        this.observers = observers;
    }

    /** Follows the version of a key, or reports it. */
    void saw(String key, Version version) {
        reportIfAhead(clock.follow(key, version));
    }

    /** Follows the version that an update is about to be based on, and that of the update, or reports it. */
    void updates(String key, Version seen) {
        reportIfAhead(clock.followOwnUpdate(key, seen));
    }

    private void reportIfAhead(long aheadMicros) {
        if (aheadMicros > 0) {
            report(aheadMicros);
        }
    }

    private void report(long aheadMicros) {
        seen.increment();
        observers.onIncident(Incident.CLOCK_SKEW);
        long now = System.nanoTime();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARN_INTERVAL_NANOS)) {
            LOG.warn(
                    "{}/{}: an entry was written by a clock that is {} ahead of this one, more than max-clock-skew = {}: its"
                            + " version is not followed; check the time synchronisation of this host and of the others"
                            + " (seen {} times)",
                    settings.name(),
                    settings.backend(),
                    Duration.ofMillis(aheadMicros / 1_000),
                    settings.maxClockSkew(),
                    seen.sum());
        }
    }
}
