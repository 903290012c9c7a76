package dev.holdall.redis.internal.register;

import java.time.Duration;
import java.util.List;

/**
 * What a store in several data centres passes to its scripts besides the arguments of the verb.
 *
 * @param marks the sets of marks of the data centre whose server runs the scripts
 * @param tombstoneRetention for how long the tombstone of a delete stays, in milliseconds, as an argument
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record Merging(Marks marks, byte[] tombstoneRetention) {

    /** The argument of a call that marks nothing. */
    static final byte[] NO_STAMP = {};

    /** Makes what a store passes whose tombstones stay for so long. */
    public static Merging of(Marks marks, Duration tombstoneRetention) {
        return new Merging(marks, Arguments.bytes(tombstoneRetention.toMillis()));
    }

    /** Returns the last arguments of a call that marks its key. */
    List<byte[]> tail(long stamp) {
        return List.of(tombstoneRetention, Arguments.bytes(stamp));
    }

    /** Returns the last arguments of a call that marks nothing. */
    List<byte[]> tailWithoutStamp() {
        return List.of(tombstoneRetention, NO_STAMP);
    }
}
