package dev.holdall.spi;

import dev.holdall.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field that a backend has found in a map, or what a field that is gone has left. It is immutable as long as nobody
 * changes the array, and neither the backend nor the store changes it.
 */
public final class StoredField {

    private final Version version;
    private final byte @Nullable [] value;

    /**
     * Makes a field.
     *
     * @param version the version that the field was written or removed with
     * @param value the bytes; not copied here. The array then belongs to the store. Null if the field was removed or
     *     has ended.
     */
    public StoredField(Version version, byte @Nullable [] value) {
        this.version = Objects.requireNonNull(version, "version");
        this.value = value;
    }

    /**
     * Returns the version.
     *
     * @return the version that the field was written or removed with
     */
    public Version version() {
        return version;
    }

    /**
     * Returns the bytes.
     *
     * @return the array itself, not a copy; null if the field was removed or has ended
     */
    public byte @Nullable [] value() {
        return value;
    }

    /** Shows the size of the value, never the bytes. */
    @Override
    public String toString() {
        return "StoredField[" + (value == null ? "gone" : value.length + " bytes") + ", " + version + "]";
    }
}
