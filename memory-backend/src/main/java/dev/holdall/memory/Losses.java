package dev.holdall.memory;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.spi.BackendContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was dropped because room was needed. It is counted where it happens, under the locks of the map, and reported once
 * those are released, so that no observer and no logger runs under them. Thread-safe.
 */
final class Losses {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryBackend.class);

    private final BackendContext context;
    private final Incident incident;
    private final String warning;
    private final AtomicLong unreported = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * Nothing lost yet.
     *
     * @param context who is told of each
     * @param incident as what
     * @param warning what is logged when it is the first
     */
    Losses(BackendContext context, Incident incident, String warning) {
        this.context = context;
        this.incident = incident;
        this.warning = warning;
    }

    void add() {
        unreported.incrementAndGet();
    }

    /** To be called by a thread that holds no lock. */
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
