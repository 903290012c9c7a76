package dev.holdall.redis.internal.replication;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;

/**
 * What a data centre has stored, summed up by buckets of keys: two data centres in which a bucket has the same sum have
 * the same records in it. The memory that this takes doesn't depend on the number of keys. Not thread-safe.
 */
final class Buckets {

    /** The number of buckets, a power of two: the sums take 512 KiB. */
    private static final int BUCKETS = 1 << 16;

    /**
     * The accuracy of ends. Times of two scans are never quite the same, and a finer one would make many records differ
     * that end at the same time.
     */
    private static final long END_MILLIS = 600_000;

    private final long[] sums = new long[BUCKETS];
    private final MessageDigest hash = sha256();

    /** Adds the record of a key. Nothing is added where there is none. */
    void add(String key, SeenRecord seen) {
        if (seen.digest().isRecord()) {
            // A scan may meet a key twice. The records are added up because with XOR such a key would count as absent.
            sums[of(key)] += hash(key, seen);
        }
    }

    private long hash(String key, SeenRecord seen) {
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        hash.update(seen.digest().bytes());
        long end = seen.digest().hasEnd() ? Math.floorDiv(seen.endMillis(), END_MILLIS) : 0;
        hash.update(ByteBuffer.allocate(Long.BYTES).putLong(end).array());
        return ByteBuffer.wrap(hash.digest()).getLong();
    }

    /** Returns the bucket of a key. */
    static int of(String key) {
        int code = key.hashCode();
        return (code ^ code >>> 16) & (BUCKETS - 1);
    }

    /** Returns the buckets in which the other data centre has something else. */
    BitSet differing(Buckets other) {
        BitSet differing = new BitSet(BUCKETS);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            differing.set(bucket, sums[bucket] != other.sums[bucket]);
        }
        return differing;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
