package dev.holdall.redis.internal.register;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server has answered that is stored under a key.
 *
 * <p>A header of 16 bytes, and the value: two bytes that mark it as ours, the format, the kind, the value's length
 * (four bytes) and the version (eight), all big-endian. Of the kind {@link Kind#UNTIL}, the value's end stands before
 * it in eight bytes more. {@link PackedEntry} and {@code put.lua} write it.
 */
public final class Stored {

    /** What there is under a key. */
    public enum Kind {
        /** Nothing. */
        ABSENT,
        /** An entry. */
        VALUE,
        /** An entry that has ended, or will, before its string expires: only the server can tell. */
        UNTIL,
        /** A tombstone. */
        DELETED,
        /** A tombstone that no write replaces. */
        REVOKED,
        /** A value without such a header, or cut off. */
        FOREIGN,
        /** A format that a later version of this library writes. */
        NEWER
    }

    static final Stored ABSENT = new Stored(Kind.ABSENT, null, new byte[0]);

    private static final Stored FOREIGN = new Stored(Kind.FOREIGN, null, new byte[0]);
    private static final Stored NEWER = new Stored(Kind.NEWER, null, new byte[0]);

    static final short MARK = (short) 0xFE68;
    static final byte FORMAT = 1;
    static final int HEADER_BYTES = 16;
    private static final int END_BYTES = 8;

    private final Kind kind;
    private final @Nullable Version version;
    private final byte[] value;

    private Stored(Kind kind, @Nullable Version version, byte[] value) {
        this.kind = kind;
        this.version = version;
        this.value = value;
    }

    /** The value is copied. */
    static Stored parse(ByteBuffer bytes) {
        if (bytes.remaining() < HEADER_BYTES || bytes.getShort() != MARK) {
            return FOREIGN;
        }
        int format = Byte.toUnsignedInt(bytes.get());
        if (format != FORMAT) {
            return format > FORMAT ? NEWER : FOREIGN;
        }
        Kind kind = kind(bytes.get());
        int length = bytes.getInt();
        Version version = new Version(bytes.getLong());
        int before = kind == Kind.UNTIL ? END_BYTES : 0;
        if (kind == Kind.FOREIGN || bytes.remaining() - before != length) {
            return FOREIGN;
        }
        byte[] value = new byte[length];
        bytes.position(bytes.position() + before).get(value);
        return new Stored(kind, version, value);
    }

    private static Kind kind(byte letter) {
        return switch (letter) {
            case 'V' -> Kind.VALUE;
            case 'U' -> Kind.UNTIL;
            case 'D' -> Kind.DELETED;
            case 'R' -> Kind.REVOKED;
            default -> Kind.FOREIGN;
        };
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Tells whether a server that lags behind its primary can know as much: not where something may have been set
     * since.
     */
    public boolean isSettled() {
        return kind == Kind.VALUE || kind == Kind.REVOKED;
    }

    /**
     * The entry, if it is one.
     *
     * @param remaining how much longer it lives; null if that wasn't asked for
     * @throws BackendException if what is there can't be understood
     */
    public Optional<StoredEntry> entry(@Nullable Lifetime remaining) {
        if (kind == Kind.FOREIGN || kind == Kind.NEWER) {
            throw corrupt(kind);
        }
        return version == null || kind == Kind.DELETED || kind == Kind.REVOKED
                ? Optional.empty()
                : Optional.of(new StoredEntry(value, version, remaining));
    }

    /** The failure of whoever meets what isn't an entry of this format. */
    static BackendException corrupt(Kind kind) {
        return new BackendException(
                BackendException.Kind.CORRUPT,
                Outcome.NOT_APPLIED,
                kind == Kind.NEWER
                        ? "what is stored has a format of a later version of this library"
                        : "what is stored is no entry of this library, or was cut off",
                null);
    }
}
