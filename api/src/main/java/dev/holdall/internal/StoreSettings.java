package dev.holdall.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options that every store has, whatever its backend.
 *
 * @param name the store's name
 * @param backend the backend's name
 * @param namespace the namespace, which is put before every key; empty for none
 * @param defaultTtl the TTL of a call that doesn't specify one; null for never
 * @param maxTtl the longest TTL; null for the longest that the backend can store
 * @param capsTtl whether a TTL longer than {@code maxTtl} is shortened to it instead of refused
 * @param maxValueBytes the size of the largest value
 * @param requestTimeout how long a call may take
 * @param openTimeout how long one try to open the store may take
 * @param waitForServers how long to go on trying to open the store while its servers can't be reached
 * @param maxClockSkew how far ahead of the local clock a version may be, so that later versions are still made greater
 *     than it
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
        Duration waitForServers,
        Duration maxClockSkew,
        Duration revocationHorizon) {

    /** Returns what every stored key begins with: the namespace and a colon, or nothing. */
    public String keyPrefix() {
        return namespace.isEmpty() ? "" : namespace + ":";
    }
}
