package dev.holdall.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy.VarExpiration;
import dev.holdall.benchmarks.Workload.Walk;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Benchmarks of raw Caffeine with what sessions need: a bound in bytes, an expiry for each entry, and values that are
 * copied, so that callers and the cache share no arrays.
 */
@State(Scope.Benchmark)
public class MemoryRaw {

    private static final long MAX_BYTES = 256L << 20;
    private static final long TTL_NANOS = Workload.TTL.toNanos();

    private final Cache<String, byte[]> cache = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((String key, byte[] value) -> key.length() + value.length)
            .expireAfter(Expiry.<String, byte[]>creating((key, value) -> Workload.TTL))
            .build();

    private final VarExpiration<String, byte[]> expiry =
            cache.policy().expireVariably().orElseThrow();

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

    /** {@code set} of a key that is there. */
    @Benchmark
    public byte @Nullable [] set(Walk walk) {
        return expiry.put(walk.present(), Workload.newValue().clone(), TTL_NANOS, TimeUnit.NANOSECONDS);
    }

    /** {@code changeTTL} of a key that is there. */
    @Benchmark
    public void changeTTL(Walk walk) {
        expiry.setExpiresAfter(walk.present(), TTL_NANOS, TimeUnit.NANOSECONDS);
    }
}
