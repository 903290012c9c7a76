package dev.holdall.redis.internal.register;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.StoredField;
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

    /** The end of what doesn't say when it ends. */
    private static final long NO_END = Long.MAX_VALUE;

    static final Stored ABSENT = new Stored(Kind.ABSENT, null, NO_END, new byte[0]);

    private static final Stored FOREIGN = new Stored(Kind.FOREIGN, null, NO_END, new byte[0]);
    private static final Stored NEWER = new Stored(Kind.NEWER, null, NO_END, new byte[0]);

    static final short MARK = (short) 0xFE68;
    static final byte FORMAT = 1;
    static final int HEADER_BYTES = 16;
    private static final int END_BYTES = 8;

    private final Kind kind;
    private final @Nullable Version version;
    private final long endMillis;
    private final byte[] value;

    private Stored(Kind kind, @Nullable Version version, long endMillis, byte[] value) {
        this.kind = kind;
        this.version = version;
        this.endMillis = endMillis;
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
        long endMillis = kind == Kind.UNTIL ? bytes.getLong() : NO_END;
        byte[] value = new byte[length];
        bytes.get(value);
        return new Stored(kind, version, endMillis, value);
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

    /**
     * Returns the field of a map that this is.
     *
     * @param serverMillis the server's time, by which the field may have ended
     * @throws BackendException if this can't be understood
     */
    StoredField field(long serverMillis) {
        if (version == null) {
            throw corrupt(kind);
        }
        boolean gone = kind == Kind.DELETED || hasEnded(serverMillis);
        return new StoredField(version, gone ? null : value);
    }

    /**
     * Returns the entry of a group that this is; empty if it was removed, or has ended.
     *
     * @param serverMillis the server's time, by which the entry may have ended
     * @throws BackendException if this can't be understood
     */
    Optional<StoredEntry> entryAt(long serverMillis) {
        if (hasEnded(serverMillis)) {
            return Optional.empty();
        }
        return entry(endMillis == NO_END ? Lifetime.FOREVER : Lifetime.ofMillis(Math.max(1, endMillis - serverMillis)));
    }

    /** As the server itself does it, what has an end is over when the millisecond of the end is over. */
    private boolean hasEnded(long serverMillis) {
        return endMillis < serverMillis;
    }

    /** Makes the failure of a call that finds a value which isn't an entry of this format. */
    static BackendException corrupt(Kind kind) {
        return new BackendException(
                BackendException.Kind.CORRUPT,
                Outcome.NOT_APPLIED,
                kind == Kind.NEWER
                        ? "what is stored has a format of a later version of this library"
                        : "what is stored is neither an entry, a map nor a group of this library, or was cut off",
                null);
    }
}
