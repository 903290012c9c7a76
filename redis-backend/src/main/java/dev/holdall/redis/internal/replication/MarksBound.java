package dev.holdall.redis.internal.replication;

import dev.holdall.StoreObserver.Backlog;
import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Stamp;
import dev.holdall.spi.LogThrottle;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the marks for another data centre: beyond {@code max-pending}, the oldest ones are dropped. What they stood
 * for isn't sent, unless it is written again or the data centres are compared. Not thread-safe.
 */
final class MarksBound {

    /** Counting the marks of all slots of a cluster takes its servers some 50 ms, so it isn't done at each sweep. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    /** A server that removes so many marks is busy for some milliseconds. */
    private static final long MARKS_AT_ONCE = 10_000;

    private final Site local;
    private final String other;
    private final long most;
    private final String store;
    private final DroppedMarks dropped;
    private final LogThrottle log = new LogThrottle();
    private long nextNanos = System.nanoTime();
    private long total;

    /** The marks as they were counted last; null until they were. */
    private @Nullable PendingMarks counted;

    /** Whether marks were dropped for which no comparison has made up yet, when that was found out last. */
    private boolean missing;

    /** Bounds the marks of a site for another data centre. */
    MarksBound(Site local, String other, long most, DroppedMarks dropped, String store) {
        this.local = local;
        this.other = other;
        this.most = most;
        this.dropped = dropped;
        this.store = store;
    }

    /**
     * Drops marks if there are too many. Tells whether any were dropped, now or earlier, for which no comparison has
     * made up yet. Blocks.
     */
    boolean enforce() throws InterruptedException {
        long now = System.nanoTime();
        if (now - nextNanos >= 0) {
            nextNanos = now + PAUSE_NANOS;
            count();
        }
        missing = dropped.noted(local, other).isPresent();
        if (missing && log.count()) {
            RedisLog.LOG.warn(
                    "{}/redis: marks for the data centre {} were dropped because there were more than max-pending, {}"
                            + " of them by this process, so not all of what was written here gets there. When that data"
                            + " centre can be reached, and before tombstone-retention has passed, compare it with this"
                            + " one: docs/backends/redis.md says how",
                    store,
                    other,
                    total);
        }
        return missing;
    }

    /** Returns what is marked, as it was counted last; empty if it wasn't. */
    Optional<Backlog> backlog() {
        return Optional.ofNullable(counted)
                .map(marks -> new Backlog(Math.min(most, marks.total()), marks.age(), missing));
    }

    private void count() throws InterruptedException {
        PendingMarks marks = PendingMarks.count(local, other);
        counted = marks;
        long all = marks.total();
        if (all > most) {
            // The note comes first: a process that ends in between has dropped nothing that isn't noted.
            dropped.note(local, other, Stamp.at(local.calls().serverMillis()));
            for (int i = 0; i < marks.sets().size(); i++) {
                drop(marks.sets().get(i), share(marks.counts().get(i), all));
            }
        }
    }

    /**
     * Returns how many marks of a set are dropped. Keys are spread over the slots of a cluster evenly, so the oldest
     * marks of each set are about as old.
     */
    private long share(long count, long all) {
        return (count * (all - most) + all - 1) / all;
    }

    private void drop(String set, long marks) throws InterruptedException {
        for (long left = marks; left > 0; left -= MARKS_AT_ONCE) {
            total += Answers.await(local.send(Commands.dropMarks(set, Math.min(left, MARKS_AT_ONCE))));
        }
    }
}
