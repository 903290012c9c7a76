package dev.holdall.cassandra.internal.maps;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes in the columns {@code born} and {@code value} of a row.
 *
 * <ul>
 *   <li>{@code born}: the version of the creation in 8 bytes, and its random bits in 4. Creations are in the order of
 *       these bytes. A row of a group has 12 bytes that are zero.
 *   <li>{@code value} of the lease: the byte 1, and the lifetime that the map was last given, in milliseconds, in 8
 *       bytes; the largest number if the map has no end. The end itself is the expiry of the cell.
 *   <li>{@code value} of a field: the byte 1 and the bytes of the field; or the byte 2, the second at which the field
 *       ends, in 8 bytes, and the bytes of the field; or the byte 255 alone if the field was removed.
 * </ul>
 *
 * <p>Of two values with one version and one expiry Cassandra keeps the greater bytes, so a removal wins over a value.
 */
final class MapFormat {

    /** The end of a field that lives as long as its map. */
    static final long NO_END = Long.MAX_VALUE;

    private static final byte LEASE = 1;
    private static final byte VALUE = 1;
    private static final byte VALUE_WITH_END = 2;
    private static final byte REMOVED = (byte) 0xff;

    private static final int BORN_BYTES = Long.BYTES + Integer.BYTES;
    private static final int LEASE_BYTES = 1 + Long.BYTES;

    private MapFormat() {}

    /** Returns what the rows of groups have instead of a creation: the bytes of none. */
    static ByteBuffer bornOfGroups() {
        return ByteBuffer.allocate(BORN_BYTES).asReadOnlyBuffer();
    }

    /** Returns the bytes of a creation. The sign of the random bits is flipped, because bytes have no sign. */
    static ByteBuffer born(MapCreation creation) {
        return ByteBuffer.allocate(BORN_BYTES)
                .putLong(creation.version().micros())
                .putInt(creation.random() ^ Integer.MIN_VALUE)
                .flip();
    }

    static MapCreation creation(ByteBuffer born) {
        if (born.remaining() != BORN_BYTES) {
            throw unknown();
        }
        ByteBuffer bytes = born.duplicate();
        return new MapCreation(new Version(bytes.getLong()), bytes.getInt() ^ Integer.MIN_VALUE);
    }

    static byte[] lease(Lifetime lifetime) {
        return ByteBuffer.allocate(LEASE_BYTES)
                .put(LEASE)
                .putLong(lifetime.toMillis())
                .array();
    }

    /** Returns the bytes that replace a lease. Refuses to replace one of an unknown form, which may say more. */
    static byte[] lease(byte[] found, Lifetime lifetime) {
        lifetime(found);
        return lease(lifetime);
    }

    static Lifetime lifetime(byte[] lease) {
        if (lease.length != LEASE_BYTES || lease[0] != LEASE) {
            throw unknown();
        }
        return Lifetime.ofMillis(Math.max(0, ByteBuffer.wrap(lease).getLong(1)));
    }

    /**
     * Returns the bytes of a field.
     *
     * @param value null if the field is removed
     * @param endSecond the second at which the field ends; {@link #NO_END} if it has no end of its own
     */
    static byte[] field(byte @Nullable [] value, long endSecond) {
        if (value == null) {
            return new byte[] {REMOVED};
        }
        return endSecond == NO_END
                ? ByteBuffer.allocate(1 + value.length).put(VALUE).put(value).array()
                : ByteBuffer.allocate(1 + Long.BYTES + value.length)
                        .put(VALUE_WITH_END)
                        .putLong(endSecond)
                        .put(value)
                        .array();
    }

    /** Tells whether a field has an end of its own. */
    static boolean hasEnd(ByteBuffer field) {
        return field.hasRemaining() && field.get(field.position()) == VALUE_WITH_END;
    }

    /**
     * Returns the value of a field.
     *
     * @param nowSecond the time by the servers' clock
     * @return null if the field was removed or has ended
     */
    static byte @Nullable [] value(byte[] field, long nowSecond) {
        byte kind = field.length == 0 ? 0 : field[0];
        if (kind == VALUE) {
            return Arrays.copyOfRange(field, 1, field.length);
        }
        if (kind == VALUE_WITH_END && field.length > Long.BYTES) {
            return ByteBuffer.wrap(field).getLong(1) <= nowSecond
                    ? null
                    : Arrays.copyOfRange(field, 1 + Long.BYTES, field.length);
        }
        if (kind == REMOVED) {
            return null;
        }
        throw unknown();
    }

    private static BackendException unknown() {
        return new BackendException(
                Kind.CORRUPT,
                Outcome.NOT_APPLIED,
                "the map or the group is stored in a form that this version of the library does not know; most"
                        + " likely a later version has written it, or something else writes to the table",
                null);
    }
}
