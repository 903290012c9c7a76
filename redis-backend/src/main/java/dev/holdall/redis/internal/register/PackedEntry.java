package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.MapCreation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * An entry in the form in which it is stored: a header, then the bytes of the value. {@link Stored} describes this
 * format, and parses it. The value is copied only once, into the connection's buffer.
 */
public final class PackedEntry {

    private static final byte[] NO_VALUE = {};

    private final char kind;
    private final Version version;
    private final byte[] bytes;
    private final int offset;

    private PackedEntry(char kind, Version version, byte[] bytes, int offset) {
        this.kind = kind;
        this.version = version;
        this.bytes = bytes;
        this.offset = offset;
    }

    /** Packs an entry of the kind {@link Stored.Kind#VALUE}. The array must not change afterwards. */
    public static PackedEntry of(Version version, byte[] value) {
        return new PackedEntry('V', version, value, 0);
    }

    /** Packs a header without a value, which only passes a version to a script. */
    public static PackedEntry header(Version version) {
        return of(version, NO_VALUE);
    }

    /** Packs the tombstone of a revocation. */
    public static PackedEntry revoked(Version version) {
        return new PackedEntry('R', version, NO_VALUE, 0);
    }

    /** Packs the tombstone of a delete. */
    public static PackedEntry deleted(Version version) {
        return new PackedEntry('D', version, NO_VALUE, 0);
    }

    /** Packs the lease of a new map. */
    static PackedEntry lease(MapCreation creation) {
        byte[] bytes = ByteBuffer.allocate(MapLease.CREATION_BYTES)
                .putLong(creation.version().micros())
                .putInt(creation.random())
                .array();
        return new PackedEntry(MapLease.KIND, creation.version(), bytes, 0);
    }

    /** Packs a record as it was read. */
    public static PackedEntry of(PackedRecord record) {
        return new PackedEntry(record.kind(), record.version(), record.packed(), Stored.HEADER_BYTES);
    }

    /** Returns this entry at another version. */
    public PackedEntry at(Version other) {
        return new PackedEntry(kind, other, bytes, offset);
    }

    public Version version() {
        return version;
    }

    public int size() {
        return Stored.HEADER_BYTES + bytes.length - offset;
    }

    /** Returns a copy of the bytes that are stored. */
    byte[] toBytes() {
        byte[] packed = new byte[size()];
        writeTo(Unpooled.wrappedBuffer(packed).clear());
        return packed;
    }

    void writeTo(ByteBuf buffer) {
        buffer.writeShort(Stored.MARK)
                .writeByte(Stored.FORMAT)
                .writeByte(kind)
                .writeInt(bytes.length - offset)
                .writeLong(version.micros())
                .writeBytes(bytes, offset, bytes.length - offset);
    }
}
