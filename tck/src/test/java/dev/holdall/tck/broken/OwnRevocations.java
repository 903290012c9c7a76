package dev.holdall.tck.broken;

import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.WriteResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A backend that remembers revocations itself, correctly, so that a subclass can undo them. It makes deletes of them
 * for the healthy backend.
 */
abstract class OwnRevocations extends DefectiveBackend {

    private final LongSupplier nanoTime;
    private final Map<String, Long> endsNanos = new ConcurrentHashMap<>();

    OwnRevocations(SessionBackend healthy, BackendContext context) {
        super(healthy);
        nanoTime = context.nanoTime();
    }

    boolean holds(String key, Version version) {
        Long endNanos = endsNanos.get(key);
        return endNanos != null && endNanos - nanoTime.getAsLong() > 0;
    }

    final void undoAll() {
        endsNanos.clear();
    }

    final void undo(String key) {
        endsNanos.remove(key);
    }

    @Override
    public synchronized CompletionStage<Reach> revoke(
            String key, Version version, long horizonMillis, Deadline deadline) {
        endsNanos.merge(
                key,
                nanoTime.getAsLong() + horizonMillis * 1_000_000,
                (before, now) -> now - before > 0 ? now : before);
        return healthy.delete(key, version, deadline);
    }

    @Override
    public synchronized CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return holds(key, version)
                ? CompletableFuture.completedStage(version)
                : healthy.write(key, value, lifetime, version, deadline);
    }

    @Override
    public synchronized Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
        Map<String, CompletionStage<Version>> answers = new ConcurrentHashMap<>();
        values.forEach((key, value) -> answers.put(key, write(key, value, lifetime, version, deadline)));
        return answers;
    }

    @Override
    public synchronized CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return holds(key, version)
                ? CompletableFuture.completedStage(WriteResult.REVOKED)
                : healthy.writeIfAbsent(key, value, lifetime, version, deadline);
    }

    @Override
    public synchronized CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        return holds(key, version)
                ? CompletableFuture.completedStage(new Counted(initial, null))
                : healthy.increment(key, delta, initial, lifetime, version, deadline);
    }
}
