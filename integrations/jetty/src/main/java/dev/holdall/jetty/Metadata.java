package dev.holdall.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.SessionMap;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.session.SessionData;

/**
 * All of a session but its attributes, as three fields keep it. Times are milliseconds since the epoch.
 *
 * @param created when the session was created
 * @param maxInactiveMs the longest time between two requests; 0 or less if the session never expires
 * @param accessed when the last request began
 * @param lastAccessed when the request before it began
 * @param cookieSet when the cookie was set
 * @param expiry when the session expires; 0 if never
 * @param lastSaved when the session was saved
 * @param end when the map ends, as this field's writer knew it; {@link MapEnd#NEVER} if never
 * @param lastNode the name of the node that had the session last
 */
record Metadata(
        long created,
        long maxInactiveMs,
        long accessed,
        long lastAccessed,
        long cookieSet,
        long expiry,
        long lastSaved,
        long end,
        String lastNode) {

    private static final byte FORMAT = 1;
    private static final byte[] NONE = {};

    static Metadata of(SessionData data, long end) {
        return new Metadata(
                data.getCreated(),
                data.getMaxInactiveMs(),
                data.getAccessed(),
                data.getLastAccessed(),
                data.getCookieSet(),
                data.getExpiry(),
                data.getLastSaved(),
                end,
                Objects.requireNonNullElse(data.getLastNode(), ""));
    }

    /** Reads the fields of a map. */
    static Metadata of(SessionMap map) throws UnreadableException {
        ByteBuffer times = open(map, FieldNames.TIMES, Long.BYTES * 6);
        return new Metadata(
                number(map, FieldNames.CREATED),
                number(map, FieldNames.MAX_INACTIVE),
                times.getLong(),
                times.getLong(),
                times.getLong(),
                times.getLong(),
                times.getLong(),
                times.getLong(),
                UTF_8.decode(times).toString());
    }

    /** Returns the bytes by field name. */
    Map<String, byte[]> fields() {
        return Map.of(
                FieldNames.CREATED, number(created),
                FieldNames.MAX_INACTIVE, number(maxInactiveMs),
                FieldNames.TIMES, times());
    }

    private byte[] times() {
        byte[] node = lastNode.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + Long.BYTES * 6 + node.length)
                .put(FORMAT)
                .putLong(accessed)
                .putLong(lastAccessed)
                .putLong(cookieSet)
                .putLong(expiry)
                .putLong(lastSaved)
                .putLong(end)
                .put(node)
                .array();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(FORMAT).putLong(value).array();
    }

    private static long number(SessionMap map, String field) throws UnreadableException {
        return open(map, field, Long.BYTES).getLong();
    }

    /** Returns a field after its first byte, the format. */
    private static ByteBuffer open(SessionMap map, String field, int atLeast) throws UnreadableException {
        byte[] bytes = map.field(field).orElse(NONE);
        if (bytes.length <= atLeast) {
            throw new UnreadableException("the field " + field + " of a session is missing or too short");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte format = buffer.get();
        if (format != FORMAT) {
            throw new UnreadableException("the field " + field + " of a session has the format " + format
                    + ", which this version doesn't know");
        }
        return buffer;
    }
}
