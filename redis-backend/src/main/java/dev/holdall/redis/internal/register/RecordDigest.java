package dev.holdall.redis.internal.register;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is stored under a key, in brief, so that data centres can be compared without sending values: the kind, the
 * version and a hash of the value, as {@code digest.lua} returns them. Records whose digests have the same bytes are
 * equal, except for their lifetimes. Immutable.
 */
public final class RecordDigest {

    /** Nothing is stored, or something that isn't a record. */
    static final RecordDigest NO_RECORD = new RecordDigest(new byte[0], 0);

    private static final int VERSION_OFFSET = 1;

    /** The kind and the version. */
    private static final int LEAST_BYTES = VERSION_OFFSET + Long.BYTES;

    private final byte[] bytes;
    private final long remainingMillis;

    private RecordDigest(byte[] bytes, long remainingMillis) {
        this.bytes = bytes;
        this.remainingMillis = remainingMillis;
    }

    /** Takes the bytes of a reply. One that is shorter says that what is stored isn't a record. */
    static RecordDigest of(byte[] bytes, long remainingMillis) {
        return bytes.length < LEAST_BYTES ? NO_RECORD : new RecordDigest(bytes, remainingMillis);
    }

    public boolean isRecord() {
        return bytes.length > 0;
    }

    /** Returns the remaining lifetime in milliseconds; -1 if it never ends. */
    public long remainingMillis() {
        return remainingMillis;
    }

    /**
     * Tells whether it matters when this record ends. It doesn't for the tombstone of a delete, nor for an entry that
     * has ended (kind {@code U}): each data centre keeps it for as long as it needs it. And it doesn't for a group
     * (kind {@code G}), whose entries have their ends in their bytes.
     */
    public boolean hasEnd() {
        return isRecord() && !is('D') && !is('U') && !is(GroupRecord.GROUP);
    }

    /** Returns the bytes that tell one record of a key from another. They must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public boolean isSame(RecordDigest other) {
        return Arrays.equals(bytes, other.bytes);
    }

    /**
     * Compares the records of a key as {@link PackedRecord#compareTo} does, as far as that is possible without the
     * values: two entries of the same version are equal here, whatever their values are. No record is below any other.
     */
    public int compareWithoutValue(RecordDigest other) {
        if (!isRecord() || !other.isRecord()) {
            return Boolean.compare(isRecord(), other.isRecord());
        }
        if (is('R') != other.is('R')) {
            return is('R') ? 1 : -1;
        }
        int byVersion = Long.compare(version(), other.version());
        return byVersion == 0 ? Boolean.compare(is('D'), other.is('D')) : byVersion;
    }

    private boolean is(char kind) {
        return bytes[0] == kind;
    }

    private long version() {
        return ByteBuffer.wrap(bytes).getLong(VERSION_OFFSET);
    }

    /** Shows only the kind. */
    @Override
    public String toString() {
        return isRecord() ? "digest of kind " + (char) bytes[0] : "no record";
    }
}
