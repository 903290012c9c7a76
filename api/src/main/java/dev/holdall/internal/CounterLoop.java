package dev.holdall.internal;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Counters;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** An increment by compare and set, for backends that have no way of their own. */
public final class CounterLoop extends CasLoop<Counted> {

    private final long delta;
    private final long initial;
    private final Lifetime lifetime;
    private final Version version;

    /** An increment, as {@link SessionBackend#increment} has it. */
    public CounterLoop(
            SessionBackend backend, String key, long delta, long initial, Lifetime lifetime, Version version) {
        super(backend, key, Runnable::run, rounds());
        this.delta = delta;
        this.initial = initial;
        this.lifetime = lifetime;
        this.version = version;
    }

    @Override
    Optional<Change> change(Optional<StoredEntry> found) {
        return Optional.of(found.map(this::sum).orElseGet(() -> counter(initial, lifetime)));
    }

    @Override
    Version nextVersion() {
        return version;
    }

    @Override
    Counted stored(Change change, Version written) {
        return new Counted(Counters.parse(change.value()), written);
    }

    @Override
    Counted unchanged() {
        throw new IllegalStateException("a counter is always changed");
    }

    @Override
    Counted revoked() {
        return new Counted(initial, null);
    }

    @Override
    BackendException givenUp() {
        return new BackendException(
                BackendException.Kind.TIMEOUT, Outcome.NOT_APPLIED, "the increment was given up", null);
    }

    /**
     * Not the default executor of {@code CompletableFuture}: on two processors it starts a thread for every task, and a
     * contended counter has many.
     */
    private static Executor rounds() {
        return ForkJoinPool.getCommonPoolParallelism() > 0
                ? ForkJoinPool.commonPool()
                : new CompletableFuture<Void>().defaultExecutor();
    }

    private Change sum(StoredEntry entry) {
        long sum = Math.addExact(Counters.parse(entry.value()), delta);
        return counter(sum, Objects.requireNonNull(entry.remaining(), "the read asked for the lifetime"));
    }

    private static Change counter(long value, Lifetime lifetime) {
        return new Change(Counters.format(value), lifetime);
    }
}
