package dev.holdall.redis.internal.register;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields in the record of a hash. Each is its lengths, its name, and its bytes, as {@code record.lua} of maps and
 * that of groups write them. They are in the order of their names, so that equal records have equal bytes.
 */
final class RecordFields {

    private static final int LENGTHS_BYTES = Short.BYTES + Integer.BYTES;
    private static final int KIND_OFFSET = 3;
    private static final int LENGTH_OFFSET = 4;

    private final SortedMap<byte[], byte[]> fields = new TreeMap<>(Arrays::compareUnsigned);

    /**
     * Reads the fields of a record.
     *
     * @param offset where the first one begins
     */
    RecordFields(byte[] packed, int offset) {
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        bytes.position(offset);
        while (bytes.hasRemaining()) {
            byte[] name = new byte[Short.toUnsignedInt(bytes.getShort())];
            byte[] field = new byte[bytes.getInt()];
            bytes.get(name).get(field);
            fields.put(name, field);
        }
    }

    /** Returns the fields by their names, in the order of these. */
    SortedMap<byte[], byte[]> byName() {
        return fields;
    }

    /** Adds the fields of another record. Of two fields of one name the greater one stays. */
    void merge(RecordFields other) {
        other.fields.forEach((name, field) -> fields.merge(name, field, RecordFields::greater));
    }

    private static byte[] greater(byte[] one, byte[] other) {
        int order = Long.compare(version(one), version(other));
        if (order == 0) {
            order = Boolean.compare(isRemoved(one), isRemoved(other));
        }
        return (order == 0 ? Arrays.compareUnsigned(one, other) : order) >= 0 ? one : other;
    }

    static long version(byte[] field) {
        return ByteBuffer.wrap(field).getLong(Long.BYTES);
    }

    private static boolean isRemoved(byte[] field) {
        return field[KIND_OFFSET] == 'D';
    }

    /** Packs the record that begins with these bytes, whose header gets the length, and has these fields. */
    byte[] pack(byte[] beginning) {
        int size = beginning.length;
        for (Map.Entry<byte[], byte[]> field : fields.entrySet()) {
            size += LENGTHS_BYTES + field.getKey().length + field.getValue().length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).put(beginning).putInt(LENGTH_OFFSET, size - Stored.HEADER_BYTES);
        fields.forEach((name, field) -> bytes.putShort((short) name.length)
                .putInt(field.length)
                .put(name)
                .put(field));
        return bytes.array();
    }
}
