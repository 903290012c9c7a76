package dev.holdall.memory.internal;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.spi.BackendContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the incidents of one kind: something was dropped because room was needed. An incident is counted under the
 * locks of the map, and reported after these locks are released, so that no observer and no logger runs under them.
 * Thread-safe.
 */
final class PendingIncidents {

    private static final Logger LOG = LoggerFactory.getLogger("dev.holdall.memory");

    private final BackendContext context;
    private final Incident incident;
    private final String warning;
    private final AtomicLong unreported = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * Makes a counter without incidents.
     *
     * @param context reports each incident to the store's observers
     * @param incident the kind of incident
     * @param warning what is logged after the first incident
     */
    PendingIncidents(BackendContext context, Incident incident, String warning) {
        this.context = context;
        this.incident = incident;
        this.warning = warning;
    }

    void add() {
        unreported.incrementAndGet();
    }

    /** Reports the incidents that were counted since the last report. The caller must not hold a lock. */
    void report() {
        if (unreported.get() != 0) {
            report(unreported.getAndSet(0));
        }
    }

    private void report(long count) {
        if (count != 0 && warned.compareAndSet(false, true)) {
            LOG.warn(warning);
        }
        for (long i = 0; i < count; i++) {
            context.report(incident);
        }
    }
}
