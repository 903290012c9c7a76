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
 * Deletions that not every data centre has acknowledged, repeated until each has; bounded, and forgotten when it is
 * closed. Repeating one changes nothing, for it has its first timestamp. Thread-safe.
 */
final class PendingDeletions {

    private static final int LARGEST_BATCH = 64;

    private final int capacity;
    private final long intervalMillis;
    private final BiFunction<String, Version, CompletionStage<?>> repeat;
    private final BackendContext context;
    private final Map<String, Version> pending = new LinkedHashMap<>();
    private int batch = 1;
    private @Nullable Future<?> timer;
    private boolean closed;

    /**
     * None yet.
     *
     * @param capacity how many are kept at most
     * @param interval between a failure and the next attempt
     * @param repeat sends one again, to all data centres
     * @param context schedules the repetition
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
     * Keeps a deletion.
     *
     * @return false if there are too many already
     */
    synchronized boolean add(String key, Version version) {
        if (closed || (pending.size() >= capacity && !pending.containsKey(key))) {
            return false;
        }
        pending.merge(key, version, (one, other) -> one.isAfter(other) ? one : other);
        if (timer == null) {
            repeatIn(intervalMillis);
        }
        return true;
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

    /** Where the JVM can't start a thread for it, the next deletion tries again: this one has been made in any case. */
    private void repeatIn(long millis) {
        try {
            timer = context.schedule(this::repeatSome, Duration.ofMillis(millis));
        } catch (BackendException e) {
            CassandraLog.LOG.warn(
                    "deletions that not every data centre has yet are repeated later: {}", e.getMessage());
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

    /** Completes with whether every data centre has it now. */
    private CompletableFuture<Boolean> attempt(String key, Version version) {
        return repeat.apply(key, version)
                .handle((answer, failure) -> failure == null ? reached(key, version) : missed(key))
                .toCompletableFuture();
    }

    private synchronized boolean reached(String key, Version version) {
        pending.remove(key, version);
        return true;
    }

    /** Goes to the end, lest some that can't arrive keep the others from it. */
    private synchronized boolean missed(String key) {
        Version version = pending.remove(key);
        if (version != null) {
            pending.put(key, version);
        }
        return false;
    }

    /**
     * One alone finds out whether the others may follow: each that isn't answered takes a thread of a node meanwhile.
     */
    private synchronized void goOn(boolean allReached) {
        timer = null;
        batch = allReached ? Math.min(2 * batch, LARGEST_BATCH) : 1;
        if (!pending.isEmpty() && !closed) {
            repeatIn(allReached ? 1 : intervalMillis);
        }
    }
}
