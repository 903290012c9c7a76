package dev.holdall.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdall.benchmarks.Workload.Walk;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Benchmarks of Caffeine without any expiry. It is no session store; it shows what the lookup of a key and the copy of
 * its value cost.
 */
@State(Scope.Benchmark)
public class MemoryPlain {

    private final Cache<String, byte[]> cache =
            Caffeine.newBuilder().maximumSize(2L * Workload.KEYS).build();

    /** Fills the cache. */
    @Setup
    public void fill() {
        for (String key : Workload.present()) {
            cache.put(key, Workload.newValue().clone());
        }
    }

    /** {@code get} of a key that is there. */
    @Benchmark
    public byte @Nullable [] getHit(Walk walk) {
        byte[] value = cache.getIfPresent(walk.present());
        return value == null ? null : value.clone();
    }

    /** {@code get} of an absent key. */
    @Benchmark
    public byte @Nullable [] getMiss(Walk walk) {
        return cache.getIfPresent(walk.absent());
    }
}
