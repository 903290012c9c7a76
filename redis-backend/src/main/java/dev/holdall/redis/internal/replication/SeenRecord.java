package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.RecordDigest;
import java.time.Duration;

/**
 * What a data centre has stored under a key, as this process has seen it.
 *
 * @param digest what is stored, in brief
 * @param endMillis when it ends, by a clock of this process, so that records of several data centres can be compared;
 *     {@link Long#MAX_VALUE} if it never ends
 */
record SeenRecord(RecordDigest digest, long endMillis) {

    /** Ends that differ by less are the same: they aren't seen at the same moment, and expiry isn't worth more. */
    private static final long SAME_END_MILLIS = Duration.ofSeconds(5).toMillis();

    /** Takes a digest that has just arrived. */
    static SeenRecord now(RecordDigest digest) {
        long remaining = digest.remainingMillis();
        return new SeenRecord(
                digest,
                remaining < 0
                        ? Long.MAX_VALUE
                        : Duration.ofNanos(System.nanoTime()).toMillis() + remaining);
    }

    boolean isSame(SeenRecord other) {
        return digest.isSame(other.digest)
                && (!digest.hasEnd()
                        || endMillis == other.endMillis
                        || Math.abs(endMillis - other.endMillis) < SAME_END_MILLIS);
    }

    /**
     * Compares two records of a key that aren't the same: the greater one stays in both data centres. Two entries that
     * differ only in their values are equal here.
     */
    int compareWithoutValue(SeenRecord other) {
        return digest.isSame(other.digest)
                ? Long.compare(endMillis, other.endMillis)
                : digest.compareWithoutValue(other.digest);
    }
}
