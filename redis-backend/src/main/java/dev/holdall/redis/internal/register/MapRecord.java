package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record of a map, as {@code maps/merging/record.lua} returns it: the lease, whose length counts all that follows,
 * then each field. Two records of one creation are merged, by the rules of {@code maps/merging/apply.lua}.
 */
public final class MapRecord {

    /** A map that lives. */
    static final char MAP = MapLease.KIND;

    /**
     * A map that has ended, and is still above those that it has replaced. A data centre sends it without fields, since
     * nobody reads them; they are kept where records are merged, because another lease of the map may live.
     */
    static final char ENDED = 'E';

    private static final int FIELDS_OFFSET = Stored.HEADER_BYTES + MapLease.CREATION_BYTES;
    private static final int LENGTH_OFFSET = 4;

    private final PackedRecord record;
    private final MapCreation creation;

    private MapRecord(PackedRecord record) {
        ByteBuffer bytes = ByteBuffer.wrap(record.packed());
        Version created = new Version(bytes.getLong(Stored.HEADER_BYTES));
        this.record = record;
        this.creation = new MapCreation(created, bytes.getInt(Stored.HEADER_BYTES + Long.BYTES));
    }

    static boolean isMap(PackedRecord record) {
        return record.kind() == MAP || record.kind() == ENDED;
    }

    static MapCreation creation(PackedRecord map) {
        return new MapRecord(map).creation;
    }

    /** Returns the same record with its fields in the order of their names, so that equal maps have equal bytes. */
    static PackedRecord inOrder(PackedRecord record) {
        if (record.kind() != MAP) {
            return record;
        }
        return pack(record, new MapRecord(record).fields());
    }

    /** Merges two records of one creation. */
    static PackedRecord merge(PackedRecord first, PackedRecord second) {
        RecordFields fields = new MapRecord(first).fields();
        fields.merge(new MapRecord(second).fields());
        return pack(lease(first, second), fields);
    }

    /** Returns the record whose lease stays. */
    private static PackedRecord lease(PackedRecord first, PackedRecord second) {
        int order = first.version().compareTo(second.version());
        if (order != 0) {
            return order > 0 ? first : second;
        }
        if (first.hasEnded() != second.hasEnded()) {
            return first.hasEnded() ? second : first;
        }
        return second.endsLater(first) ? second : first;
    }

    private RecordFields fields() {
        return new RecordFields(record.packed(), FIELDS_OFFSET);
    }

    /** Packs these fields with the lease and the lifetime of a record. */
    private static PackedRecord pack(PackedRecord lease, RecordFields fields) {
        return new PackedRecord(fields.pack(Arrays.copyOf(lease.packed(), FIELDS_OFFSET)), lease.remainingMillis());
    }

    /**
     * Returns the map that a record has; empty if it has ended, or if this record is a tombstone.
     *
     * @param names the names of the fields to return; null for all
     * @param serverMillis the server's time, by which fields may have ended
     * @throws dev.holdall.spi.BackendException if a field can't be understood
     */
    public static Optional<StoredMap> map(PackedRecord record, @Nullable Set<String> names, long serverMillis) {
        if (record.kind() != MAP) {
            return Optional.empty();
        }
        MapRecord map = new MapRecord(record);
        FoundMap found = new FoundMap(names != null);
        found.readAt(serverMillis);
        found.add(FoundMap.LEASE, map.plainLease());
        map.fields().byName().forEach((bytes, field) -> {
            String name = new String(bytes, StandardCharsets.UTF_8);
            if (names == null || names.contains(name)) {
                found.add(name, ByteBuffer.wrap(field));
            }
        });
        return found.map();
    }

    /** Returns the lease as it is stored. */
    private ByteBuffer plainLease() {
        return ByteBuffer.wrap(Arrays.copyOf(record.packed(), FIELDS_OFFSET))
                .putInt(LENGTH_OFFSET, MapLease.CREATION_BYTES);
    }
}
