package dev.holdall.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a store is configured with, whatever its backend.
 *
 * @param name the store's name
 * @param backend the backend's name
 * @param namespace put before every key; empty for none
 * @param defaultTtl the TTL of a call that names none; null for never
 * @param maxTtl the longest TTL; null for the backend's own
 * @param capsTtl whether a longer TTL is made shorter instead of refused
 * @param maxValueBytes the largest value
 * @param requestTimeout the deadline of a call
 * @param openTimeout how long opening the store may take
 * @param maxClockSkew how far ahead of the local clock a version may be and still be followed
 * @param revocationHorizon how long a revocation holds
 */
public record StoreSettings(
        String name,
        String backend,
        String namespace,
        @Nullable Duration defaultTtl,
        @Nullable Duration maxTtl,
        boolean capsTtl,
        int maxValueBytes,
        Duration requestTimeout,
        Duration openTimeout,
        Duration maxClockSkew,
        Duration revocationHorizon) {}
