package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.MapCreation;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a map, which is the field {@code ""} of the hash. It has the header of an entry, with the version of the
 * lease. If there is a map, its creation follows: the version (eight bytes) and the random bits (four bytes).
 *
 * @param kind {@link Stored.Kind#VALUE} if there is a map; {@link Stored.Kind#UNTIL} if it ends before the hash; a
 *     tombstone's kind; {@link Stored.Kind#FOREIGN} or {@link Stored.Kind#NEWER} if the lease can't be understood
 * @param version null if the lease can't be understood
 * @param creation null unless there is a map
 * @param endMillis when the map ends, by the server's clock; the greatest value if it ends with the hash
 */
record MapLease(
        Stored.Kind kind,
        @Nullable Version version,
        @Nullable MapCreation creation,
        long endMillis) {

    /** The kind of a lease in its header. */
    static final char KIND = 'M';

    /** The kind of the lease of a map that ends before the hash. The end stands between header and creation. */
    private static final char KIND_UNTIL = 'U';

    private static final int END_BYTES = Long.BYTES;
    private static final long NO_END = Long.MAX_VALUE;

    static final int CREATION_BYTES = Long.BYTES + Integer.BYTES;

    private static final int FORMAT_OFFSET = 2;
    private static final int KIND_OFFSET = 3;
    private static final int LENGTH_OFFSET = 4;
    private static final int VERSION_OFFSET = 8;

    /** Parses a lease. The buffer begins at 0. */
    static MapLease parse(ByteBuffer bytes) {
        if (isOfMap(bytes, KIND, 0)) {
            return ofMap(bytes, Stored.Kind.VALUE, Stored.HEADER_BYTES, NO_END);
        }
        if (isOfMap(bytes, KIND_UNTIL, END_BYTES)) {
            long endMillis = bytes.getLong(Stored.HEADER_BYTES);
            return ofMap(bytes, Stored.Kind.UNTIL, Stored.HEADER_BYTES + END_BYTES, endMillis);
        }
        boolean headerAlone = bytes.remaining() == Stored.HEADER_BYTES;
        Stored.Kind other = Stored.parse(bytes).kind();
        boolean known = other == Stored.Kind.NEWER
                || (headerAlone && (other == Stored.Kind.DELETED || other == Stored.Kind.REVOKED));
        return new MapLease(known ? other : Stored.Kind.FOREIGN, null, null, NO_END);
    }

    private static MapLease ofMap(ByteBuffer bytes, Stored.Kind kind, int creationOffset, long endMillis) {
        Version created = new Version(bytes.getLong(creationOffset));
        MapCreation creation = new MapCreation(created, bytes.getInt(creationOffset + Long.BYTES));
        return new MapLease(kind, new Version(bytes.getLong(VERSION_OFFSET)), creation, endMillis);
    }

    private static boolean isOfMap(ByteBuffer bytes, char kind, int endBytes) {
        return bytes.remaining() == Stored.HEADER_BYTES + endBytes + CREATION_BYTES
                && bytes.getShort(0) == Stored.MARK
                && bytes.get(FORMAT_OFFSET) == Stored.FORMAT
                && bytes.get(KIND_OFFSET) == kind
                && bytes.getInt(LENGTH_OFFSET) == CREATION_BYTES;
    }
}
