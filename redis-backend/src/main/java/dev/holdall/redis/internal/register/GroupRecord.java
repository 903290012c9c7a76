package dev.holdall.redis.internal.register;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record of a group, as {@code groups/merging/record.lua} returns it: the lease, whose length counts all that
 * follows, then each entry, those included that have ended or were removed. Two records are merged by the rules of
 * {@code groups/merging/apply.lua}.
 */
public final class GroupRecord {

    /** The kind of a record that is a group. */
    static final char GROUP = GroupLease.KIND;

    private static final int LENGTH_OFFSET = 4;
    private static final int DELETED_OFFSET = 8;
    private static final int GREATEST_OFFSET = 16;
    private static final int ENTRIES_OFFSET = 24;

    private GroupRecord() {}

    static boolean isGroup(PackedRecord record) {
        return record.kind() == GROUP;
    }

    /** Returns the same record with its entries in the order of their names, so that equal groups have equal bytes. */
    static PackedRecord inOrder(PackedRecord record) {
        return isGroup(record)
                ? new PackedRecord(fields(record).pack(lease(record)), record.remainingMillis())
                : record;
    }

    /** Merges two groups. Each may be without the entries that a delete has removed which the other one knows. */
    static PackedRecord merge(PackedRecord first, PackedRecord second) {
        byte[] lease = lease(first);
        long deleted = Math.max(deleted(first), deleted(second));
        ByteBuffer.wrap(lease)
                .putLong(DELETED_OFFSET, deleted)
                .putLong(GREATEST_OFFSET, Math.max(greatest(first), greatest(second)));
        RecordFields entries = fields(first);
        entries.merge(fields(second));
        entries.byName().values().removeIf(entry -> RecordFields.version(entry) <= deleted);
        return new PackedRecord(entries.pack(lease), later(first.remainingMillis(), second.remainingMillis()));
    }

    private static long later(long one, long other) {
        return one < 0 || other < 0 ? -1 : Math.max(one, other);
    }

    private static byte[] lease(PackedRecord record) {
        return Arrays.copyOf(record.packed(), ENTRIES_OFFSET);
    }

    private static long deleted(PackedRecord record) {
        return record.version().micros();
    }

    private static long greatest(PackedRecord record) {
        return ByteBuffer.wrap(record.packed()).getLong(GREATEST_OFFSET);
    }

    private static RecordFields fields(PackedRecord record) {
        return new RecordFields(record.packed(), ENTRIES_OFFSET);
    }

    /**
     * Returns a record as a group that was read.
     *
     * @param names the names of the entries to read; null for all
     * @param serverMillis the server's time, by which entries may have ended
     */
    public static FoundGroup found(PackedRecord record, @Nullable Set<String> names, long serverMillis) {
        FoundGroup found = new FoundGroup();
        found.readAt(serverMillis);
        found.add(
                FoundGroup.LEASE,
                ByteBuffer.wrap(lease(record)).putInt(LENGTH_OFFSET, ENTRIES_OFFSET - Stored.HEADER_BYTES));
        fields(record).byName().forEach((bytes, entry) -> {
            String name = new String(bytes, StandardCharsets.UTF_8);
            if (names == null || names.contains(name)) {
                found.add(name, ByteBuffer.wrap(entry));
            }
        });
        return found;
    }
}
