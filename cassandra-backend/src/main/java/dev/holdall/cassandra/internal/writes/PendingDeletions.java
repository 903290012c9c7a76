package dev.holdall.cassandra.internal.writes;

import dev.holdall.Version;
import dev.holdall.cassandra.internal.requests.CassandraLog;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of the deletions that not every data centre has acknowledged. Each is repeated until every data
 * centre has it. Repeating one changes nothing where it has arrived, since it keeps its first timestamp. Closing the
 * queue drops them all. Thread-safe.
 */
final class PendingDeletions {

    private static final int LARGEST_BATCH = 64;

    /** Whether a deletion is repeated. */
    enum Repetition {
        QUEUED("it is repeated until they do, and Cassandra keeps hints for them"),
        FULL("Cassandra keeps hints for them; this process doesn't repeat it: max-pending-deletions are waiting"
                + " already"),
        CLOSED("Cassandra keeps hints for them; this process doesn't repeat it: the store is being closed");

        private final String text;

        Repetition(String text) {
            this.text = text;
        }

        /** Returns what becomes of the deletion, for a message. */
        String text() {
            return text;
        }
    }

    private final int capacity;
    private final long intervalMillis;
    private final BiFunction<String, Version, CompletionStage<?>> repeat;
    private final BackendContext context;
    private final Map<String, Version> pending = new LinkedHashMap<>();
    private int batch = 1;
    private @Nullable Future<?> timer;
    private boolean closed;

    /**
     * Makes an empty queue.
     *
     * @param capacity how many deletions are kept at most
     * @param interval the time between a failure and the next attempt
     * @param repeat sends a deletion again, to all data centres
     * @param context schedules the repetitions
     */
    PendingDeletions(
            int capacity,
            Duration interval,
            BiFunction<String, Version, CompletionStage<?>> repeat,
            BackendContext context) {
        this.context = context;
        this.capacity = capacity;
        this.intervalMillis = interval.toMillis();
        this.repeat = repeat;
    }

    /**
     * Adds a deletion, to be repeated.
     *
     * @return whether the deletion is repeated
     */
    synchronized Repetition add(String key, Version version) {
        if (closed) {
            return Repetition.CLOSED;
        }
        if (pending.size() >= capacity && !pending.containsKey(key)) {
            return Repetition.FULL;
        }
        pending.merge(key, version, (one, other) -> one.isAfter(other) ? one : other);
        if (timer == null) {
            repeatIn(intervalMillis);
        }
        return Repetition.QUEUED;
    }

    /** Tells whether a deletion of the key that is above a version waits to be repeated. */
    synchronized boolean isAbove(String key, Version version) {
        Version waiting = pending.get(key);
        return waiting != null && waiting.isAfter(version);
    }

    synchronized int size() {
        return pending.size();
    }

    synchronized void close() {
        closed = true;
        pending.clear();
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /**
     * Schedules the next repetition. If the JVM can't start a thread for the timer, this only warns, since the deletion
     * itself has been made; the next call of {@link #add} tries to schedule again.
     */
    private void repeatIn(long millis) {
        try {
            timer = context.schedule(this::repeatSome, Duration.ofMillis(millis));
        } catch (BackendException e) {
            CassandraLog.LOG.warn(
                    "deletions that not every data centre has can't be repeated now; the next such deletion tries"
                            + " again: {}",
                    e.getMessage());
        }
    }

    private void repeatSome() {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        oldest().forEach((key, version) -> answers.add(attempt(key, version)));
        CompletionStage<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
        all.thenRun(() -> goOn(answers.stream().allMatch(CompletableFuture::join)));
    }

    private synchronized Map<String, Version> oldest() {
        Map<String, Version> oldest = new LinkedHashMap<>();
        pending.entrySet().stream().limit(batch).forEach(each -> oldest.put(each.getKey(), each.getValue()));
        return oldest;
    }

    /** Sends a deletion again, and completes with whether every data centre has it now. */
    private CompletableFuture<Boolean> attempt(String key, Version version) {
        return repeat.apply(key, version)
                .handle((answer, failure) -> failure == null ? reached(key, version) : missed(key))
                .toCompletableFuture();
    }

    private synchronized boolean reached(String key, Version version) {
        pending.remove(key, version);
        return true;
    }

    /** Moves a deletion to the end of the queue, so that some deletions that never succeed don't hold up the others. */
    private synchronized boolean missed(String key) {
        Version version = pending.remove(key);
        if (version != null) {
            pending.put(key, version);
        }
        return false;
    }

    /**
     * Schedules the next batch. After a failure it is one deletion alone, which finds out whether the others may
     * follow: each deletion that isn't answered holds a thread of a node until it times out.
     */
    private synchronized void goOn(boolean allReached) {
        timer = null;
        batch = allReached ? Math.min(2 * batch, LARGEST_BATCH) : 1;
        if (!pending.isEmpty() && !closed) {
            repeatIn(allReached ? 1 : intervalMillis);
        }
    }
}
