package dev.holdall.memory.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Version;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a map, or the entries of a group, as bytes: their number, and for each the length of its name and the
 * name, its version, its kind, its end if it has one, and the length of its value and the value.
 */
final class PackedFields {

    /** A field that was removed. */
    private static final byte GONE = 0;

    /** A field that lives as long as its map. */
    private static final byte ENDLESS = 1;

    /** A field with an end of its own. */
    private static final byte ENDING = 2;

    private static final int FIELD_BYTES = Short.BYTES + Long.BYTES + 1 + Long.BYTES + Integer.BYTES;

    private PackedFields() {}

    static byte[] pack(Map<String, MemoryField> fields) {
        List<byte[]> names =
                fields.keySet().stream().map(name -> name.getBytes(UTF_8)).toList();
        int nameBytes = names.stream().mapToInt(name -> name.length).sum();
        int valueBytes =
                fields.values().stream().mapToInt(PackedFields::valueLength).sum();
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + fields.size() * FIELD_BYTES + nameBytes + valueBytes)
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

    static Map<String, MemoryField> unpack(ByteBuffer bytes) {
        Map<String, MemoryField> fields = new LinkedHashMap<>();
        for (int left = bytes.getInt(); left > 0; left--) {
            String name = new String(next(bytes, bytes.getShort()), UTF_8);
            fields.put(name, field(bytes));
        }
        return fields;
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
