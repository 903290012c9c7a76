package dev.holdall.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.SessionMaps;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names of the fields of a session's map. The field of an attribute has the attribute's name after a prefix. A name
 * that no field can have, because it is too long or has control characters, is replaced by a hash; the value of every
 * field holds the name, too.
 */
final class FieldNames {

    /** When the session was created. */
    static final String CREATED = "created";

    /** The longest time between two requests. A field of its own: a concurrent access doesn't undo a change of it. */
    static final String MAX_INACTIVE = "max-inactive";

    /** The times that change with each request. */
    static final String TIMES = "times";

    private static final String ATTRIBUTE = "a:";
    private static final String HASHED_ATTRIBUTE = "h:";

    private FieldNames() {}

    static String ofAttribute(String name) {
        String field = ATTRIBUTE + name;
        return isFieldName(field) ? field : HASHED_ATTRIBUTE + hash(name);
    }

    static boolean isAttribute(String field) {
        return field.startsWith(ATTRIBUTE) || field.startsWith(HASHED_ATTRIBUTE);
    }

    private static boolean isFieldName(String field) {
        return UTF_8.newEncoder().canEncode(field)
                && field.chars().noneMatch(Character::isISOControl)
                && field.getBytes(UTF_8).length <= SessionMaps.MAX_NAME_BYTES;
    }

    private static String hash(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // The digest takes characters, because no encoding has bytes for an unpaired surrogate.
            for (int i = 0; i < name.length(); i++) {
                digest.update((byte) (name.charAt(i) >> 8));
                digest.update((byte) name.charAt(i));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
