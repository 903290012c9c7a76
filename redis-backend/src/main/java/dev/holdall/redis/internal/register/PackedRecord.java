package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a data centre has stored under a key, as another data centre gets it: an entry, a {@linkplain MapRecord map} or
 * a {@linkplain GroupRecord group}, or the tombstone of a delete or of a revocation. {@code record.lua} reads it, and
 * {@code apply.lua} stores it.
 *
 * <p>Records of a key have a total order, which is the same on every server: of two records the greater one stays. A
 * revocation is above all others; then the version decides, then a tombstone is above an entry, then the greater bytes.
 *
 * @param packed the header and the value, in the format that {@link Stored} describes. An entry of the kind
 *     {@link Stored.Kind#UNTIL} has ended, and has no bytes that say when. It must not be changed.
 * @param remainingMillis the remaining lifetime in milliseconds; -1 if it never ends. For an entry that has ended, how
 *     long it has to stay known.
 */
@SuppressWarnings("ArrayRecordComponent") // This record has an equals of its own.
public record PackedRecord(byte[] packed, long remainingMillis) implements Comparable<PackedRecord> {

    /** Two ends that differ by less are the same: the time that a record is under way is between them. */
    private static final long SAME_END_MILLIS = 1_000;

    private static final int KIND_OFFSET = 3;
    private static final int VERSION_OFFSET = 8;

    char kind() {
        return (char) packed[KIND_OFFSET];
    }

    /** Returns the same record with its fields in the order of their names, so that equal records have equal bytes. */
    PackedRecord inOrder() {
        return GroupRecord.inOrder(MapRecord.inOrder(this));
    }

    /** Tells whether this is an entry or a map that hasn't ended, or a group. */
    public boolean isEntry() {
        return kind() == 'V' || kind() == MapRecord.MAP || kind() == GroupRecord.GROUP;
    }

    /** Tells whether this is an entry or a map that has ended. It is still above the one that it has replaced. */
    public boolean hasEnded() {
        return kind() == 'U' || kind() == MapRecord.ENDED;
    }

    public boolean isRevocation() {
        return kind() == 'R';
    }

    /** Returns the entry; empty if it has ended, or if this record is a tombstone. */
    public Optional<StoredEntry> entry() {
        if (hasEnded()) {
            return Optional.empty();
        }
        return Stored.parse(ByteBuffer.wrap(packed))
                .entry(remainingMillis < 0 ? Lifetime.FOREVER : Lifetime.ofMillis(remainingMillis));
    }

    /** Tells whether this is an entry that may have ended, by now, in a data centre that had it a little longer. */
    public boolean isAboutToEnd() {
        return isEntry() && remainingMillis >= 0 && remainingMillis < SAME_END_MILLIS;
    }

    /**
     * Tells whether this ends later than another record, by more than the time that a record is under way. A group
     * doesn't: its entries have their ends in their bytes.
     */
    public boolean endsLater(PackedRecord other) {
        return !GroupRecord.isGroup(this)
                && other.remainingMillis >= 0
                && (remainingMillis < 0 || remainingMillis > other.remainingMillis + SAME_END_MILLIS);
    }

    public Version version() {
        return new Version(ByteBuffer.wrap(packed).getLong(VERSION_OFFSET));
    }

    /** Returns the remaining lifetime as an argument of a script. */
    public byte[] lifetime() {
        return remainingMillis < 0 ? Arguments.FOREVER : Arguments.bytes(remainingMillis);
    }

    /**
     * Returns the record that stays of two; groups, and maps of one creation, are merged. Of two records that are
     * equal, the later end stays, or else the first.
     */
    public static PackedRecord merge(PackedRecord first, PackedRecord second) {
        if (GroupRecord.isGroup(first) && GroupRecord.isGroup(second)) {
            return GroupRecord.merge(first, second);
        }
        int order = first.compareTo(second);
        if (order != 0) {
            return order > 0 ? first : second;
        }
        if (MapRecord.isMap(first)) {
            return MapRecord.merge(first, second);
        }
        if (first.hasEnded() != second.hasEnded()) {
            return first.hasEnded() ? second : first;
        }
        return second.endsLater(first) ? second : first;
    }

    /** Compares two records of a key. Two maps of one creation are equal here, whatever their fields are. */
    @Override
    public int compareTo(PackedRecord other) {
        if (isRevocation() != other.isRevocation()) {
            return isRevocation() ? 1 : -1;
        }
        int byVersion = comparedVersion().compareTo(other.comparedVersion());
        if (byVersion != 0) {
            return byVersion;
        }
        boolean deleted = kind() == 'D';
        if (deleted != (other.kind() == 'D')) {
            return deleted ? 1 : -1;
        }
        if (MapRecord.isMap(this) && MapRecord.isMap(other)) {
            return MapRecord.creation(this).compareTo(MapRecord.creation(other));
        }
        return Arrays.compareUnsigned(
                packed, Stored.HEADER_BYTES, packed.length, other.packed, Stored.HEADER_BYTES, other.packed.length);
    }

    /** Maps are compared by their creations, so that a touch doesn't bring a map above a tombstone. */
    private Version comparedVersion() {
        return MapRecord.isMap(this) ? MapRecord.creation(this).version() : version();
    }

    /** Two records are equal if their bytes are; their lifetimes may differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PackedRecord record && Arrays.equals(packed, record.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return kind() + " " + version() + ", " + (packed.length - Stored.HEADER_BYTES) + " bytes";
    }
}
