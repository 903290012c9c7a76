package dev.holdall.redis.internal.register;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The score of a mark: when the record was written, and a random part, so that a later mark of the same key has another
 * stamp. It is a whole number below 2^53, which a server keeps exactly.
 */
public final class Stamp {

    private static final long EPOCH_MILLIS =
            Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    private static final int RANDOM_BITS = 12;

    private Stamp() {}

    /** Makes the stamp of a record that is written now, by the server's clock. */
    public static long at(long serverMillis) {
        return first(serverMillis) + ThreadLocalRandom.current().nextInt(1 << RANDOM_BITS);
    }

    /** Returns the lowest stamp of a record that was written at this time. */
    public static long first(long serverMillis) {
        return Math.max(0, serverMillis - EPOCH_MILLIS) << RANDOM_BITS;
    }

    /** Returns when the record with this stamp was written, in milliseconds since 1970 by the server's clock. */
    public static long millis(long stamp) {
        return (stamp >> RANDOM_BITS) + EPOCH_MILLIS;
    }
}
