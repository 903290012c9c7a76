package dev.holdall.spring.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.holdall.SessionMap;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of a session's map: their names, and the forms of those that aren't attributes. */
final class SessionFields {

    /** When the session was created. */
    static final String CREATED = "created";

    /** When the session was last accessed, as far as a save has written it. */
    static final String ACCESSED = "accessed";

    /** The max inactive interval. */
    static final String INTERVAL = "interval";

    /** The end of the map that the last write of its TTL has given it. */
    static final String END = "end";

    /** The groups that list the session. */
    static final String GROUPS = "groups";

    private static final String ATTRIBUTE = "a:";
    private static final long NEVER = Long.MAX_VALUE;
    private static final String SEPARATOR = "\n";

    private SessionFields() {}

    static String ofAttribute(String name) {
        return ATTRIBUTE + name;
    }

    /** Returns the name of the attribute that a field is; null if the field is something else. */
    static @Nullable String attribute(String field) {
        return field.startsWith(ATTRIBUTE) ? field.substring(ATTRIBUTE.length()) : null;
    }

    static byte[] encode(Instant time) {
        return encode(time.toEpochMilli());
    }

    static byte[] encode(Duration interval) {
        return encode(interval.toMillis());
    }

    /** Encodes an end; null if there is none. */
    static byte[] encodeEnd(@Nullable Instant end) {
        return encode(end == null ? NEVER : end.toEpochMilli());
    }

    static byte[] encode(Set<String> groups) {
        return String.join(SEPARATOR, groups).getBytes(US_ASCII);
    }

    private static byte[] encode(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static Instant created(SessionMap map) {
        return Instant.ofEpochMilli(number(map, CREATED));
    }

    static Instant accessed(SessionMap map) {
        return Instant.ofEpochMilli(number(map, ACCESSED));
    }

    static Duration interval(SessionMap map) {
        return Duration.ofMillis(number(map, INTERVAL));
    }

    /** Returns the end of the map; null if it has none. */
    static @Nullable Instant end(SessionMap map) {
        long end = number(map, END);
        return end == NEVER ? null : Instant.ofEpochMilli(end);
    }

    /** Returns the keys of the groups that list the session, in their order. */
    static Set<String> groups(SessionMap map) {
        String text = new String(map.field(GROUPS).orElse(new byte[0]), US_ASCII);
        return text.isEmpty() ? new TreeSet<>() : new TreeSet<>(Set.of(text.split(SEPARATOR)));
    }

    private static long number(SessionMap map, String name) {
        byte[] bytes = map.field(name).orElse(new byte[0]);
        if (bytes.length != Long.BYTES) {
            throw new IllegalStateException("what the store has under the id of a session is not a session of this"
                    + " repository: another part of the application may keep maps in the same namespace");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }
}
