package dev.holdall.redis.internal.register;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The score of a mark: when the record was written, and a random part, so that a later mark of the same key has another
 * stamp. It is a whole number below 2^53, which a server keeps exactly.
 */
public final class Stamp {

    /** Greater than every stamp. */
    public static final long ABOVE_ALL = 1L << 53;

    private static final long EPOCH_MILLIS =
            Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    private static final int RANDOM_BITS = 12;

    /** The last stamp of this process. */
    private static final AtomicLong LAST = new AtomicLong();

    private Stamp() {}

    /** Makes the stamp of a record that is written now, by the server's clock. */
    public static long at(long serverMillis) {
        long stamp = first(serverMillis) + ThreadLocalRandom.current().nextInt(1 << RANDOM_BITS);
        return LAST.updateAndGet(last -> unlike(last, stamp));
    }

    /**
     * Returns a stamp that isn't one of the same millisecond before. Otherwise the confirmation of a record could
     * remove the mark of the next one. If the server's time was set back, the stamp is set back, too.
     */
    private static long unlike(long last, long stamp) {
        return last >= stamp && last - stamp < 1 << RANDOM_BITS ? last + 1 : stamp;
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
