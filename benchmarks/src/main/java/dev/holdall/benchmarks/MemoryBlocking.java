package dev.holdall.benchmarks;

import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.benchmarks.Workload.Walk;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Benchmarks of the blocking face over the memory backend. */
@State(Scope.Benchmark)
public class MemoryBlocking {

    private static final Ttl TTL = Ttl.of(Workload.TTL);

    private final SessionStore store = MemoryStore.open();

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
    public Optional<byte[]> getHit(Walk walk) {
        return store.get(walk.present());
    }

    /** {@code get} of an absent key. */
    @Benchmark
    public Optional<byte[]> getMiss(Walk walk) {
        return store.get(walk.absent());
    }

    /** {@code set} of a key that is there. */
    @Benchmark
    public Version set(Walk walk) {
        return store.set(walk.present(), Workload.newValue(), TTL);
    }

    /** {@code changeTTL} of a key that is there. */
    @Benchmark
    public boolean changeTTL(Walk walk) {
        return store.changeTTL(walk.present(), TTL);
    }
}
