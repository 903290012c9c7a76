package dev.holdall.benchmarks.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy.VarExpiration;
import dev.holdall.benchmarks.Workload;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Caffeine with what sessions need: a bound in bytes, an expiry for each entry, and values that are copied, so that
 * callers and the cache share no arrays.
 */
final class RawCaffeine {

    private static final long MAX_BYTES = 128L << 20;
    private static final long TTL_NANOS = Workload.TTL.toNanos();

    private final Cache<String, byte[]> cache = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((String key, byte[] value) -> key.length() + value.length)
            .expireAfter(Expiry.<String, byte[]>creating((key, value) -> Workload.TTL))
            .build();

    private final VarExpiration<String, byte[]> expiry =
            cache.policy().expireVariably().orElseThrow();

    /** Makes a cache with all entries. */
    RawCaffeine() {
        for (String key : Workload.present()) {
            cache.put(key, Workload.newValue().clone());
        }
    }

    byte @Nullable [] get(String key) {
        byte[] value = cache.getIfPresent(key);
        return value == null ? null : value.clone();
    }

    byte @Nullable [] set(String key) {
        return expiry.put(key, Workload.newValue().clone(), TTL_NANOS, TimeUnit.NANOSECONDS);
    }

    /** Moves the expiry of an entry. Caffeine doesn't tell whether there is one. */
    @Nullable
    Object changeTTL(String key) {
        expiry.setExpiresAfter(key, TTL_NANOS, TimeUnit.NANOSECONDS);
        return null;
    }
}
