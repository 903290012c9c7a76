package dev.holdall.logins;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Checks the arguments of callers, before any I/O. No message has an argument in it. */
final class Arguments {

    private static final int MAX_USER_CHARS = 1_024;
    private static final int MAX_ATTRIBUTES = 16;
    private static final int MAX_ATTRIBUTE_CHARS = 1_024;

    private Arguments() {}

    static void checkUser(String user) {
        Objects.requireNonNull(user, "the user is null");
        if (user.isEmpty() || user.length() > MAX_USER_CHARS) {
            throw new IllegalArgumentException("a user has 1 to " + MAX_USER_CHARS + " characters");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(user)) {
            throw new IllegalArgumentException("a user must not have unpaired surrogates");
        }
    }

    static String checkToken(String token) {
        return Objects.requireNonNull(token, "the token is null");
    }

    static byte[] copy(byte[] session) {
        return Objects.requireNonNull(session, "the session is null").clone();
    }

    static void checkAttributes(Map<String, String> attributes) {
        Objects.requireNonNull(attributes, "the attributes are null");
        int chars = attributes.entrySet().stream()
                .mapToInt(attribute ->
                        attribute.getKey().length() + attribute.getValue().length())
                .sum();
        if (attributes.size() > MAX_ATTRIBUTES || chars > MAX_ATTRIBUTE_CHARS) {
            throw new IllegalArgumentException("the attributes of a login are at most " + MAX_ATTRIBUTES
                    + ", whose names and values have together at most " + MAX_ATTRIBUTE_CHARS + " characters");
        }
    }
}
