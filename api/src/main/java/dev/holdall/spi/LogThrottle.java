package dev.holdall.spi;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts events of one kind, and lets only some of them be logged: the first one at once, and then one a minute at
 * most. Thread-safe.
 */
public final class LogThrottle {

    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongAdder count = new LongAdder();
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    /** A throttle that lets the first event be logged. */
    public LogThrottle() {}

    /**
     * Counts an event.
     *
     * @return whether the caller should log it
     */
    public boolean count() {
        count.increment();
        long now = System.nanoTime();
        long due = nextNanos.get();
        return now - due >= 0 && nextNanos.compareAndSet(due, now + INTERVAL_NANOS);
    }

    /**
     * How many events were counted, whether they were logged or not.
     *
     * @return zero or more
     */
    public long total() {
        return count.sum();
    }
}
