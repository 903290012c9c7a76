package dev.holdall.internal.validation;

import java.util.Objects;

/** Checks keys, and prefixes them with the namespace. */
final class KeyValidation {

    static final int MAX_KEY_BYTES = 1_024;

    private static final NameBounds BOUNDS = new NameBounds("a key", MAX_KEY_BYTES);

    private final String prefix;

    /**
     * Makes the validation.
     *
     * @param prefix the namespace and a colon, or nothing. A namespace has no colon, so two namespaces never make the
     *     same stored key.
     */
    KeyValidation(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Checks a key, and returns the key to store under.
     *
     * @throws IllegalArgumentException if the key is out of bounds; the message doesn't contain the key
     */
    String stored(String key) {
        BOUNDS.check(Objects.requireNonNull(key, "the key is null"));
        return prefix.isEmpty() ? key : prefix + key;
    }
}
