package dev.holdall.internal.validation;

import java.util.Objects;

/** Checks keys, and prefixes them with the namespace. */
final class KeyValidation {

    static final int MAX_KEY_BYTES = 1_024;

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
        int length = Objects.requireNonNull(key, "the key is null").length();
        if (length == 0) {
            throw new IllegalArgumentException("a key must not be empty");
        }
        if (length > MAX_KEY_BYTES || utf8Length(key) > MAX_KEY_BYTES) {
            throw new IllegalArgumentException("a key has at most " + MAX_KEY_BYTES + " bytes as UTF-8");
        }
        return prefix.isEmpty() ? key : prefix + key;
    }

    private static int utf8Length(String key) {
        int bytes = 0;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c >= 0x20 && c < 0x7f) {
                bytes++;
            } else if (Character.isISOControl(c)) {
                throw new IllegalArgumentException(
                        "a key must not have control characters; there is one at index " + i);
            } else if (Character.isSurrogate(c)) {
                checkPair(key, i++);
                bytes += 4;
            } else {
                bytes += c < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }

    private static void checkPair(String key, int index) {
        if (index + 1 == key.length() || !Character.isSurrogatePair(key.charAt(index), key.charAt(index + 1))) {
            throw new IllegalArgumentException(
                    "a key must not have unpaired surrogates; there is one at index " + index);
        }
    }
}
