package dev.holdall.tck.internal.bench;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;

/** Asserts what a store holds under a key. */
public final class KeyAssert {

    private static final int LONGEST_SHOWN = 200;

    private final SessionStore store;
    private final String key;
    private final Supplier<String> description;

    private KeyAssert(SessionStore store, String key, Supplier<String> description) {
        this.store = store;
        this.key = key;
        this.description = description;
    }

    public static KeyAssert assertKey(SessionStore store, String key) {
        return new KeyAssert(store, key, () -> "key of " + key.length() + " characters");
    }

    /** Sets the description that the message of a failure begins with. */
    public KeyAssert as(String text) {
        return as(() -> text);
    }

    public KeyAssert as(Supplier<String> text) {
        return new KeyAssert(store, key, text);
    }

    public KeyAssert holds(byte[] expected) {
        Optional<byte[]> found = store.get(key);
        if (found.isEmpty() || !Arrays.equals(found.get(), expected)) {
            throw new AssertionError("[" + description.get() + "] expected " + text(expected) + ", but "
                    + found.map(value -> "found " + text(value)).orElse("the key is absent"));
        }
        return this;
    }

    public void isAbsent() {
        Optional<byte[]> found = store.get(key);
        if (found.isPresent()) {
            throw new AssertionError("[" + description.get() + "] expected no entry, but found " + text(found.get()));
        }
    }

    public void expires() {
        Assertions.assertThat(entry().expiry()).as(description).isPresent();
    }

    public void neverExpires() {
        Assertions.assertThat(entry().expiry()).as(description).isEmpty();
    }

    private Entry entry() {
        return store.getEntry(key)
                .orElseThrow(() -> new AssertionError("[" + description.get() + "] expected an entry, but found none"));
    }

    private static String text(byte[] value) {
        return value.length > LONGEST_SHOWN
                ? value.length + " bytes"
                : "'" + new String(value, StandardCharsets.ISO_8859_1) + "'";
    }
}
