package dev.holdall.redis.internal.replication;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Limits how many keys are read per second. Not thread-safe. */
final class Pace {

    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    private final int rate;
    private long nextNanos = System.nanoTime();

    /** Limits to so many keys a second. */
    Pace(int rate) {
        this.rate = rate;
    }

    /** Counts keys that were read. Blocks until the next ones may be; time that was not used isn't made up for. */
    void count(int keys) throws InterruptedException {
        long now = System.nanoTime();
        nextNanos = Math.max(nextNanos + keys * SECOND_NANOS / rate, now - SECOND_NANOS);
        TimeUnit.NANOSECONDS.sleep(nextNanos - now);
    }
}
