package dev.holdall.internal;

import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads an entry, changes it, and writes it if it is still the same, until that succeeds or nobody waits for it any longer.
 * Every round begins on an executor, so rounds don't nest.
 *
 * @param <T> what comes of it
 */
abstract class CasLoop<T> {

    private static final int ROUNDS_WITHOUT_PAUSE = 4;
    private static final long FIRST_PAUSE_NANOS = 50_000;
    private static final int MAX_DOUBLINGS = 8;

    private final SessionBackend backend;
    private final String key;
    private final Executor changes;
    private final Executor rounds;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private int round;

    /**
     * A loop, not yet begun.
     *
     * @param changes where {@link #change} is called
     * @param rounds where every round but the first begins
     */
    CasLoop(SessionBackend backend, String key, Executor changes, Executor rounds) {
        this.backend = backend;
        this.key = key;
        this.changes = changes;
        this.rounds = rounds;
    }

    /** What to write instead of what was found. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Change(byte[] value, Lifetime lifetime) {}

    /** What to write; empty to end the loop with {@link #unchanged}. */
    abstract Optional<Change> change(Optional<StoredEntry> found);

    abstract Version nextVersion();

    abstract T stored(Change change, Version version);

    abstract T unchanged();

    abstract T revoked();

    /** Tells whether another read may begin. */
    boolean mayGoOn() {
        return !result.isDone();
    }

    /** Tells whether a write may begin. */
    boolean beginWrite() {
        return mayGoOn();
    }

    /** A write has ended without effect. */
    void writeEnded() {}

    /** The failure of a loop that may not go on. */
    abstract BackendException givenUp();

    /** Begins; to be called once. */
    public final CompletableFuture<T> run() {
        attempt();
        return result;
    }

    private void attempt() {
        if (mayGoOn()) {
            guarded(() -> backend.read(key, ReadOptions.LOCAL_WITH_LIFETIME).thenAcceptAsync(this::write, changes));
        } else {
            result.completeExceptionally(givenUp());
        }
    }

    private void write(Optional<StoredEntry> found) {
        Optional<Change> change = change(found);
        if (change.isEmpty()) {
            result.complete(unchanged());
        } else if (beginWrite()) {
            guarded(() -> send(found, change.get()).thenAccept(written -> finish(change.get(), written)));
        } else {
            result.completeExceptionally(givenUp());
        }
    }

    private CompletionStage<WriteResult> send(Optional<StoredEntry> found, Change change) {
        return found.map(entry -> backend.writeIfUnchanged(
                        key, entry.version(), change.value(), change.lifetime(), nextVersion()))
                .orElseGet(() -> backend.writeIfAbsent(key, change.value(), change.lifetime(), nextVersion()));
    }

    private void finish(Change change, WriteResult written) {
        switch (written.status()) {
            case STORED -> result.complete(stored(change, written.storedVersion()));
            case REVOKED -> result.complete(revoked());
            case CONFLICT -> {
                writeEnded();
                again();
            }
        }
    }

    private void again() {
        round++;
        if (round < ROUNDS_WITHOUT_PAUSE) {
            rounds.execute(this::attempt);
        } else {
            CompletableFuture.delayedExecutor(pauseNanos(), TimeUnit.NANOSECONDS, rounds)
                    .execute(this::attempt);
        }
    }

    private long pauseNanos() {
        long limit = FIRST_PAUSE_NANOS << Math.min(round - ROUNDS_WITHOUT_PAUSE, MAX_DOUBLINGS);
        return ThreadLocalRandom.current().nextLong(limit / 2, limit);
    }

    /** Whatever fails on the way fails the loop. */
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
