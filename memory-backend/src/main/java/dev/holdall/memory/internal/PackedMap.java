package dev.holdall.memory.internal;

import dev.holdall.Version;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import dev.holdall.spi.VersionSteps;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map as the bytes of one entry, so that a map has the expiry, the revocation, the bound and the atomic changes that
 * an entry has. The entry's end is the end of the map's lease. Unpacking copies all bytes, so an unpacked map shares no
 * array with the entry.
 *
 * <p>The bytes are the creation's version and random bits, and then {@link PackedFields}.
 */
final class PackedMap {

    private static final int CREATION_BYTES = Long.BYTES + Integer.BYTES;

    private final MapCreation creation;
    private final Map<String, MemoryField> fields;

    private PackedMap(MapCreation creation, Map<String, MemoryField> fields) {
        this.creation = creation;
        this.fields = fields;
    }

    /** Makes a new map. */
    static PackedMap created(MapCreation creation, Map<String, byte[]> values) {
        Version version = VersionSteps.afterUpdate(creation.version());
        Map<String, MemoryField> fields = new LinkedHashMap<>();
        values.forEach((name, value) -> fields.put(name, new MemoryField(version, value, true, 0)));
        return new PackedMap(creation, fields);
    }

    MapCreation creation() {
        return creation;
    }

    /** Returns the map with those of the writes in it that are above what it has. */
    PackedMap with(List<FieldWrite> writes, long nowNanos) {
        Map<String, MemoryField> changed = new LinkedHashMap<>(fields);
        for (FieldWrite write : writes) {
            MemoryField found = fields.get(write.name());
            if (found == null || write.version().isAfter(found.version())) {
                changed.put(write.name(), MemoryField.of(write, nowNanos));
            }
        }
        return new PackedMap(creation, changed);
    }

    /**
     * Returns the answer to a read.
     *
     * @param names the fields to return; null for all
     */
    StoredMap stored(@Nullable Set<String> names, long nowNanos) {
        Map<String, StoredField> found = new HashMap<>();
        fields.forEach((name, field) -> {
            if (names == null || names.contains(name)) {
                found.put(name, field.stored(nowNanos));
            }
        });
        return new StoredMap(creation, creation.version(), found, null);
    }

    byte[] pack() {
        byte[] packed = PackedFields.pack(fields);
        return ByteBuffer.allocate(CREATION_BYTES + packed.length)
                .putLong(creation.version().micros())
                .putInt(creation.random())
                .put(packed)
                .array();
    }

    static PackedMap unpack(byte[] packed) {
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        MapCreation creation = new MapCreation(new Version(bytes.getLong()), bytes.getInt());
        return new PackedMap(creation, PackedFields.unpack(bytes));
    }
}
