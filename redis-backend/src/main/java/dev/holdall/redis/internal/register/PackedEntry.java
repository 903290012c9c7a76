package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import io.netty.buffer.ByteBuf;

/**
 * An entry in the form in which it is stored: a header, then the bytes of the value. {@link Stored} describes this
 * format, and parses it. The value is copied only once, into the connection's buffer.
 */
public final class PackedEntry {

    private static final byte[] NO_VALUE = {};

    private final char kind;
    private final Version version;
    private final byte[] value;

    private PackedEntry(char kind, Version version, byte[] value) {
        this.kind = kind;
        this.version = version;
        this.value = value;
    }

    /** Packs an entry of the kind {@link Stored.Kind#VALUE}. The array must not change afterwards. */
    public static PackedEntry of(Version version, byte[] value) {
        return new PackedEntry('V', version, value);
    }

    /** Packs a header without a value, which only passes a version to a script. */
    public static PackedEntry header(Version version) {
        return new PackedEntry('V', version, NO_VALUE);
    }

    /** Packs the tombstone of a revocation. */
    public static PackedEntry revoked(Version version) {
        return new PackedEntry('R', version, NO_VALUE);
    }

    int size() {
        return Stored.HEADER_BYTES + value.length;
    }

    void writeTo(ByteBuf buffer) {
        buffer.writeShort(Stored.MARK)
                .writeByte(Stored.FORMAT)
                .writeByte(kind)
                .writeInt(value.length)
                .writeLong(version.micros())
                .writeBytes(value);
    }
}
