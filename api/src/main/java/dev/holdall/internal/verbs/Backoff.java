package dev.holdall.internal.verbs;

import dev.holdall.internal.threads.Threads;
import dev.holdall.spi.BackendException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** Random pauses between the attempts of a call, which grow until they are as long as the longest. */
final class Backoff {

    private final long firstNanos;
    private final int mostDoublings;

    /**
     * Pauses of at most {@code first} at first, and of {@code first} times two to the power of {@code mostDoublings} at
     * last.
     */
    Backoff(Duration first, int mostDoublings) {
        this.firstNanos = first.toNanos();
        this.mostDoublings = mostDoublings;
    }

    /**
     * Makes the next attempt after a pause, on another thread.
     *
     * @param pause how many pauses there have been
     * @param atMostNanos no pause is longer
     * @throws BackendException if the JVM can't start a thread; the attempt isn't made then
     */
    void again(Runnable attempt, int pause, long atMostNanos) {
        Future<?> unused = Threads.scheduler().schedule(attempt, Math.min(nanos(pause), atMostNanos));
    }

    private long nanos(int pause) {
        long limit = firstNanos << Math.min(pause, mostDoublings);
        return ThreadLocalRandom.current().nextLong(limit / 2, limit);
    }
}
