package dev.holdall.benchmarks.redis;

import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The marks of a store: one for each record that the other data centre hasn't confirmed.
 *
 * @param server the server that has the marks
 * @param set the name of their sorted set
 */
record Marks(RedisServer server, String set) {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    long count() {
        return server.admin().zcard(set);
    }

    /** Returns the memory that a mark takes, in bytes, as the server counts it. */
    double bytesEach() {
        long bytes =
                (Long) server.execute("MEMORY", "USAGE", set, "SAMPLES", "0").get(0);
        return bytes / (double) count();
    }

    /**
     * Waits until there are at most so many marks, and returns how long that took.
     *
     * @throws IllegalStateException if there are still more after {@code patience}
     */
    Duration awaitAtMost(long most, Duration patience) {
        long begun = System.nanoTime();
        while (count() > most) {
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new IllegalStateException(
                        count() + " records aren't confirmed after " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
