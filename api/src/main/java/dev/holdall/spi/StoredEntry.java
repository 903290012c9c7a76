package dev.holdall.spi;

import dev.holdall.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry that a backend has found under a key. It is immutable as long as nobody changes the array, and neither the
 * backend nor the store changes it.
 */
public final class StoredEntry {

    private final byte[] value;
    private final Version version;
    private final @Nullable Lifetime remaining;

    /**
     * Makes an entry.
     *
     * @param value the bytes; not copied here. The array then belongs to the caller of the store, who may change it.
     * @param version the version that the bytes were written with
     * @param remaining how much longer the entry lives; null if the read did not ask for it
     */
    public StoredEntry(byte[] value, Version version, @Nullable Lifetime remaining) {
        this.value = Objects.requireNonNull(value, "value");
        this.version = Objects.requireNonNull(version, "version");
        this.remaining = remaining;
    }

    /**
     * Returns the bytes.
     *
     * @return the array itself, not a copy
     */
    public byte[] value() {
        return value;
    }

    /**
     * Returns the version.
     *
     * @return the version that the bytes were written with
     */
    public Version version() {
        return version;
    }

    /**
     * Returns how much longer the entry lives.
     *
     * @return the remaining lifetime; null if the read did not ask for it
     */
    public @Nullable Lifetime remaining() {
        return remaining;
    }

    /** Shows the size of the value, never the bytes. */
    @Override
    public String toString() {
        return "StoredEntry[" + value.length + " bytes, " + version + ", remaining " + remaining + "]";
    }
}
