package dev.holdall.spring.session;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of a session: the bytes that the store has, the value, or both. The bytes are decoded when somebody asks
 * for the value. Not thread-safe.
 */
final class Attribute {

    /** The bytes that the store has; null if the value was set since. */
    private byte @Nullable [] stored;

    /** The value; null if the bytes weren't decoded yet, or can't be. */
    private @Nullable Object value;

    private boolean unreadable;

    /** Whether the application has the value, and so may have changed what is in it. */
    private boolean handedOut;

    private Attribute(byte @Nullable [] stored, @Nullable Object value) {
        this.stored = stored;
        this.value = value;
    }

    static Attribute stored(byte[] bytes) {
        return new Attribute(bytes, null);
    }

    static Attribute set(Object value) {
        Attribute attribute = new Attribute(null, value);
        attribute.handedOut = true;
        return attribute;
    }

    /** Returns the value; null if it can't be read here. */
    @Nullable
    Object value(AttributeReader reader) {
        byte[] bytes = stored;
        if (value == null && !unreadable && bytes != null) {
            value = reader.read(bytes);
            unreadable = value == null;
        }
        return value;
    }

    void handOut() {
        handedOut = true;
    }

    /** Returns whether the value was set, and not saved since. */
    boolean isSet() {
        return stored == null;
    }

    /** Returns all bytes: those of a value that was set, or changed in itself, and those of the store otherwise. */
    byte[] bytes(AttributeSerializer serializer, boolean changesInside) {
        byte[] changed = changed(serializer, changesInside);
        byte[] bytes = changed == null ? stored : changed;
        if (bytes == null) {
            throw new IllegalStateException("an attribute has neither a value nor bytes");
        }
        return bytes;
    }

    /**
     * Returns the bytes that a save has to send; null if the store has them.
     *
     * @param changesInside whether to look for changes of a value that the application has, too
     */
    byte @Nullable [] changed(AttributeSerializer serializer, boolean changesInside) {
        if (value == null || !(isSet() || (changesInside && handedOut))) {
            return null;
        }
        byte[] bytes = serializer.serialize(value);
        // A value that is as it was isn't sent: it would undo what another request has done to it.
        return Arrays.equals(bytes, stored) ? null : bytes;
    }

    /** Notes that the store has these bytes now. */
    void saved(byte[] bytes) {
        stored = bytes;
    }
}
