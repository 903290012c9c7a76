package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a group, which is the field {@code ""} of the hash. It has the header of an entry, with the version of
 * the last delete, and then the greatest version that the group has had (eight bytes), which only scripts need.
 *
 * @param kind {@link Stored.Kind#VALUE}; {@link Stored.Kind#FOREIGN} or {@link Stored.Kind#NEWER} if the lease can't be
 *     understood
 * @param deleted the version of the last delete; the lowest one if there was none; null if the lease can't be
 *     understood
 */
record GroupLease(Stored.Kind kind, @Nullable Version deleted) {

    /** The kind of a lease in its header. */
    static final char KIND = 'G';

    private static final int FORMAT_OFFSET = 2;
    private static final int KIND_OFFSET = 3;
    private static final int LENGTH_OFFSET = 4;
    private static final int VERSION_OFFSET = 8;

    /** Parses a lease. The buffer begins at 0. */
    static GroupLease parse(ByteBuffer bytes) {
        boolean known = bytes.remaining() == Stored.HEADER_BYTES + Long.BYTES
                && bytes.getShort(0) == Stored.MARK
                && bytes.get(FORMAT_OFFSET) == Stored.FORMAT
                && bytes.get(KIND_OFFSET) == KIND
                && bytes.getInt(LENGTH_OFFSET) == Long.BYTES;
        if (known) {
            return new GroupLease(Stored.Kind.VALUE, new Version(bytes.getLong(VERSION_OFFSET)));
        }
        boolean newer = Stored.parse(bytes).kind() == Stored.Kind.NEWER;
        return new GroupLease(newer ? Stored.Kind.NEWER : Stored.Kind.FOREIGN, null);
    }
}
