package dev.holdall.benchmarks;

import dev.holdall.AsyncSessionStore;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.benchmarks.Workload.Walk;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Benchmarks of the asynchronous face over the memory backend, whose stages are complete when they are returned. */
@State(Scope.Benchmark)
public class MemoryAsync {

    private static final Ttl TTL = Ttl.of(Workload.TTL);

    private final SessionStore store = MemoryStore.open();
    private final AsyncSessionStore async = store.async();

    /** Fills the store. */
    @Setup
    public void fill() {
        MemoryStore.fill(store);
    }

    /** Closes the store. */
    @TearDown
    public void close() {
        store.close();
    }

    /** {@code get} of a key that is there. */
    @Benchmark
    public CompletionStage<Optional<byte[]>> getHit(Walk walk) {
        return async.get(walk.present());
    }

    /** {@code get} of an absent key. */
    @Benchmark
    public CompletionStage<Optional<byte[]>> getMiss(Walk walk) {
        return async.get(walk.absent());
    }

    /** {@code set} of a key that is there. */
    @Benchmark
    public CompletionStage<Version> set(Walk walk) {
        return async.set(walk.present(), Workload.newValue(), TTL);
    }

    /** {@code changeTTL} of a key that is there. */
    @Benchmark
    public CompletionStage<Boolean> changeTTL(Walk walk) {
        return async.changeTTL(walk.present(), TTL);
    }
}
