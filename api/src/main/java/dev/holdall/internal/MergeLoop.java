package dev.holdall.internal;

import dev.holdall.Entry;
import dev.holdall.Ttl;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A merge: reads an entry, calls the caller's function, and writes what it returns if the entry is still the same, until that
 * succeeds or nobody waits for it any longer. Every round begins on the executor, so rounds don't nest, and the function runs
 * there; where the backend answers at once, nothing else comes between the read and the write.
 */
final class MergeLoop {

    private static final int ROUNDS_WITHOUT_PAUSE = 4;
    private static final long FIRST_PAUSE_NANOS = 50_000;
    private static final int MAX_DOUBLINGS = 8;

    private final Core core;
    private final SessionBackend backend;
    private final String key;
    private final Function<Optional<Entry>, Optional<byte[]>> function;
    private final Ttl ttl;
    private final CallState state;
    private final Executor executor;
    private final CompletableFuture<Optional<Entry>> result = new CompletableFuture<>();
    private int round;

    MergeLoop(
            Core core,
            String key,
            Function<Optional<Entry>, Optional<byte[]>> function,
            Ttl ttl,
            CallState state,
            Executor executor) {
        this.core = core;
        this.backend = core.backend();
        this.key = key;
        this.function = function;
        this.ttl = ttl;
        this.state = state;
        this.executor = executor;
    }

    /** What to write instead of what was found. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Change(byte[] value, Lifetime lifetime) {}

    /** Begins; to be called once. */
    CompletableFuture<Optional<Entry>> run() {
        dispatch();
        return result;
    }

    private void dispatch() {
        try {
            executor.execute(this::attempt);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new UserCodeException(e));
        }
    }

    private void attempt() {
        if (state.mayGoOn()) {
            guarded(this::readAndWrite);
        } else {
            result.completeExceptionally(CallState.givenUp());
        }
    }

    private CompletionStage<Void> readAndWrite() {
        CompletionStage<Optional<StoredEntry>> read = backend.read(key, ReadOptions.LOCAL_WITH_LIFETIME);
        return read.toCompletableFuture().isDone()
                ? read.thenAccept(this::write)
                : read.thenAcceptAsync(this::write, executor);
    }

    private void write(Optional<StoredEntry> found) {
        Optional<Entry> current = core.entryOf(key, found);
        Optional<Change> change = UserCode.call(() -> function.apply(current).map(this::change));
        if (change.isEmpty()) {
            result.complete(Optional.empty());
        } else if (state.beginWrite()) {
            guarded(() -> send(found, change.get()).thenAccept(written -> finish(change.get(), written)));
        } else {
            result.completeExceptionally(CallState.givenUp());
        }
    }

    private Change change(byte[] value) {
        return new Change(core.admit(value), core.lifetime(ttl));
    }

    private CompletionStage<WriteResult> send(Optional<StoredEntry> found, Change change) {
        return found.map(entry -> backend.writeIfUnchanged(
                        key, entry.version(), change.value(), change.lifetime(), core.nextVersion(key)))
                .orElseGet(() -> backend.writeIfAbsent(key, change.value(), change.lifetime(), core.nextVersion(key)));
    }

    private void finish(Change change, WriteResult written) {
        switch (written.status()) {
            case STORED ->
                result.complete(Optional.of(core.entryOf(
                        key, new StoredEntry(change.value(), written.storedVersion(), change.lifetime()))));
            case REVOKED -> result.complete(Optional.empty());
            case CONFLICT -> {
                state.writeEnded();
                again();
            }
        }
    }

    private void again() {
        round++;
        if (round < ROUNDS_WITHOUT_PAUSE) {
            dispatch();
        } else {
            CompletableFuture.delayedExecutor(pauseNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(this::dispatch);
        }
    }

    private long pauseNanos() {
        long limit = FIRST_PAUSE_NANOS << Math.min(round - ROUNDS_WITHOUT_PAUSE, MAX_DOUBLINGS);
        return ThreadLocalRandom.current().nextLong(limit / 2, limit);
    }

    /** Whatever fails on the way fails the merge. */
    private void guarded(Supplier<CompletionStage<Void>> step) {
        try {
            step.get().whenComplete((done, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}
