package dev.holdall.memory.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Version;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import dev.holdall.spi.VersionSteps;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
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
 * <p>The bytes are the creation's version and random bits, the number of fields, and each field: the length of its name
 * and the name, its version, its kind, its end if it has one, and the length of its value and the value.
 */
final class PackedMap {

    /** A field that was removed. */
    private static final byte GONE = 0;

    /** A field that lives as long as its map. */
    private static final byte ENDLESS = 1;

    /** A field with an end of its own. */
    private static final byte ENDING = 2;

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES;
    private static final int FIELD_BYTES = Short.BYTES + Long.BYTES + 1 + Long.BYTES + Integer.BYTES;

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
        List<byte[]> names =
                fields.keySet().stream().map(name -> name.getBytes(UTF_8)).toList();
        int nameBytes = names.stream().mapToInt(name -> name.length).sum();
        int valueBytes =
                fields.values().stream().mapToInt(PackedMap::valueLength).sum();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + fields.size() * FIELD_BYTES + nameBytes + valueBytes)
                .putLong(creation.version().micros())
                .putInt(creation.random())
                .putInt(fields.size());
        Iterator<byte[]> name = names.iterator();
        fields.values().forEach(field -> put(bytes, name.next(), field));
        return bytes.array();
    }

    private static int valueLength(MemoryField field) {
        byte[] value = field.value();
        return value == null ? 0 : value.length;
    }

    private static void put(ByteBuffer bytes, byte[] name, MemoryField field) {
        bytes.putShort((short) name.length).put(name).putLong(field.version().micros());
        byte[] value = field.value();
        if (value == null) {
            bytes.put(GONE).putLong(0).putInt(0);
        } else {
            bytes.put(field.endless() ? ENDLESS : ENDING)
                    .putLong(field.endNanos())
                    .putInt(value.length)
                    .put(value);
        }
    }

    static PackedMap unpack(byte[] packed) {
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        MapCreation creation = new MapCreation(new Version(bytes.getLong()), bytes.getInt());
        Map<String, MemoryField> fields = new LinkedHashMap<>();
        for (int left = bytes.getInt(); left > 0; left--) {
            String name = new String(next(bytes, bytes.getShort()), UTF_8);
            fields.put(name, field(bytes));
        }
        return new PackedMap(creation, fields);
    }

    private static MemoryField field(ByteBuffer bytes) {
        Version version = new Version(bytes.getLong());
        byte kind = bytes.get();
        long endNanos = bytes.getLong();
        byte[] value = next(bytes, bytes.getInt());
        return new MemoryField(version, kind == GONE ? null : value, kind != ENDING, endNanos);
    }

    private static byte[] next(ByteBuffer bytes, int length) {
        byte[] next = new byte[length];
        bytes.get(next);
        return next;
    }
}
