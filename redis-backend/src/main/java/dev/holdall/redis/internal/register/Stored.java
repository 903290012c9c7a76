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
 * What is stored under a key, parsed from a server's answer.
 *
 * <p>The format is a header of 16 bytes, then the value. The header consists of two bytes that mark an entry of this
 * library, the format, the kind, the value's length (four bytes) and the version (eight bytes), all big-endian. For the
 * kind {@link Kind#UNTIL}, eight more bytes between header and value say when the entry ends. {@link PackedEntry} and
 * {@code put.lua} write this format.
 */
public final class Stored {

    /** The kinds of what is stored under a key. */
    public enum Kind {
        /** Nothing is stored. */
        ABSENT,
        /** An entry. */
        VALUE,
        /** An entry that ends before its string expires; only the server can tell whether it has ended already. */
        UNTIL,
        /** A tombstone that a write may replace. */
        DELETED,
        /** A tombstone that no write replaces. */
        REVOKED,
        /** A value without such a header, or one that was cut off. */
        FOREIGN,
        /** A value in a format that a later version of this library writes. */
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

    /** Parses a stored string, and copies the value. */
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
        int endBytes = kind == Kind.UNTIL ? END_BYTES : 0;
        if (kind == Kind.FOREIGN || length < 0 || bytes.remaining() - endBytes != length) {
            return FOREIGN;
        }
        byte[] value = new byte[length];
        bytes.position(bytes.position() + endBytes).get(value);
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
     * Tells whether this answer counts even if it comes from a replica, which lags behind its primary. Where a replica
     * has nothing or a tombstone of a delete, a new entry may have been set at the primary since. Whether an entry of
     * the kind {@link Kind#UNTIL} has ended, only the primary's script can tell.
     */
    public boolean isSettled() {
        return kind == Kind.VALUE || kind == Kind.REVOKED;
    }

    /**
     * Returns the entry; empty if there is none.
     *
     * @param remaining the entry's remaining lifetime; null if it wasn't asked for
     * @throws BackendException if the stored value can't be understood
     */
    public Optional<StoredEntry> entry(@Nullable Lifetime remaining) {
        if (kind == Kind.FOREIGN || kind == Kind.NEWER) {
            throw corrupt(kind);
        }
        return version == null || kind == Kind.DELETED || kind == Kind.REVOKED
                ? Optional.empty()
                : Optional.of(new StoredEntry(value, version, remaining));
    }

    /** Makes the failure of a call that finds a value which isn't an entry of this format. */
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
