package dev.holdall;

import java.util.Objects;

/** Makes keys from components. */
public final class Keys {

    private Keys() {}

    /**
     * Joins components with {@code :} and escapes {@code %} and {@code :} in them (as {@code %25} and {@code %3A}), so
     * that no two lists of components ever make the same key.
     *
     * <p>{@code Keys.of("MWSession", id)} is {@code MWSession:} and the id. This method doesn't check the length of the
     * key: the verb that receives the key does. (Contract: KEY-07.)
     *
     * @param first the first component; usually what the key is for
     * @param more the other components, in order; each may be empty
     * @return the key
     */
    public static String of(String first, String... more) {
        StringBuilder key = new StringBuilder(64);
        appendEscaped(key, first);
        for (String component : more) {
            appendEscaped(key.append(':'), component);
        }
        return key.toString();
    }

    private static void appendEscaped(StringBuilder key, String component) {
        Objects.requireNonNull(component, "a component of the key is null");
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            switch (c) {
                case '%' -> key.append("%25");
                case ':' -> key.append("%3A");
                default -> key.append(c);
            }
        }
    }
}
