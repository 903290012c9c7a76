package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import io.netty.buffer.ByteBuf;

/**
 * An entry as it is stored: a header, and the bytes of the value behind it. {@link Stored} describes the format, and
 * reads it. The value is copied only into the connection's buffer.
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

    /** An entry, of the kind {@link Stored.Kind#VALUE}. Nobody changes the array from here on. */
    public static PackedEntry of(Version version, byte[] value) {
        return new PackedEntry('V', version, value);
    }

    /** A header that does no more than tell a script a version: no value follows. */
    public static PackedEntry header(Version version) {
        return new PackedEntry('V', version, NO_VALUE);
    }

    /** A revocation. */
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
