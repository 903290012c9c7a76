package dev.holdall.spi;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts events of one kind, and limits how many of them are logged: the first event at once, and then at most one
 * event per minute. Thread-safe.
 */
public final class LogThrottle {

    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongAdder count = new LongAdder();
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    /** Makes a throttle whose first event is to be logged. */
    public LogThrottle() {}

    /**
     * Counts an event.
     *
     * @return true if the caller should log the event
     */
    public boolean count() {
        count.increment();
        long now = System.nanoTime();
        long due = nextNanos.get();
        return now - due >= 0 && nextNanos.compareAndSet(due, now + INTERVAL_NANOS);
    }

    /**
     * Returns how many events were counted, whether or not they were logged.
     *
     * @return zero or more
     */
    public long total() {
        return count.sum();
    }
}
