package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.MapCreation;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a map, which is the field {@code ""} of the hash. It has the header of an entry, with the version of the
 * lease. If there is a map, its creation follows: the version (eight bytes) and the random bits (four bytes).
 *
 * @param kind {@link Stored.Kind#VALUE} if there is a map; a tombstone's kind; {@link Stored.Kind#FOREIGN} or
 *     {@link Stored.Kind#NEWER} if the lease can't be understood
 * @param version null if the lease can't be understood
 * @param creation null unless there is a map
 */
record MapLease(
        Stored.Kind kind,
        @Nullable Version version,
        @Nullable MapCreation creation) {

    /** The kind of a lease in its header. */
    static final char KIND = 'M';

    static final int CREATION_BYTES = Long.BYTES + Integer.BYTES;

    private static final int FORMAT_OFFSET = 2;
    private static final int KIND_OFFSET = 3;
    private static final int LENGTH_OFFSET = 4;
    private static final int VERSION_OFFSET = 8;

    static MapLease parse(ByteBuffer bytes) {
        if (isOfMap(bytes)) {
            Version created = new Version(bytes.getLong(Stored.HEADER_BYTES));
            MapCreation creation = new MapCreation(created, bytes.getInt(Stored.HEADER_BYTES + Long.BYTES));
            return new MapLease(Stored.Kind.VALUE, new Version(bytes.getLong(VERSION_OFFSET)), creation);
        }
        boolean headerAlone = bytes.remaining() == Stored.HEADER_BYTES;
        Stored.Kind other = Stored.parse(bytes).kind();
        boolean known = other == Stored.Kind.NEWER
                || (headerAlone && (other == Stored.Kind.DELETED || other == Stored.Kind.REVOKED));
        return new MapLease(known ? other : Stored.Kind.FOREIGN, null, null);
    }

    private static boolean isOfMap(ByteBuffer bytes) {
        return bytes.remaining() == Stored.HEADER_BYTES + CREATION_BYTES
                && bytes.getShort(0) == Stored.MARK
                && bytes.get(FORMAT_OFFSET) == Stored.FORMAT
                && bytes.get(KIND_OFFSET) == KIND
                && bytes.getInt(LENGTH_OFFSET) == CREATION_BYTES;
    }
}
