package dev.holdall.internal.validation;

/**
 * The bounds of keys and of field names: 1 to some number of bytes as UTF-8, no control characters, and no unpaired
 * surrogates. Messages don't contain the text that is refused.
 *
 * @param what what the text is, as a message names it: {@code "a key"}
 */
record NameBounds(String what, int maxBytes) {

    /**
     * Checks a text.
     *
     * @return its length in bytes as UTF-8
     * @throws IllegalArgumentException if it is out of bounds
     */
    int check(String text) {
        int length = text.length();
        if (length == 0) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        int bytes = length > maxBytes ? length : utf8Length(text);
        if (bytes > maxBytes) {
            throw new IllegalArgumentException(what + " has at most " + maxBytes + " bytes as UTF-8");
        }
        return bytes;
    }

    private int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7f) {
                bytes++;
            } else if (Character.isISOControl(c)) {
                throw new IllegalArgumentException(
                        what + " must not have control characters; there is one at index " + i);
            } else if (Character.isSurrogate(c)) {
                checkPair(text, i++);
                bytes += 4;
            } else {
                bytes += c < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }

    private void checkPair(String text, int index) {
        if (index + 1 == text.length() || !Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1))) {
            throw new IllegalArgumentException(
                    what + " must not have unpaired surrogates; there is one at index " + index);
        }
    }
}
