package dev.holdall.spi;

import dev.holdall.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a backend found under a key. Immutable as long as nobody changes the bytes, which neither side does. */
public final class StoredEntry {

    private final byte[] value;
    private final Version version;
    private final @Nullable Lifetime remaining;

    /**
     * An entry as it was found.
     *
     * @param value the bytes; not copied here. The array becomes the caller's, who may change it.
     * @param version the version that they were written with
     * @param remaining how much longer the entry lives; null if the read did not ask for it
     */
    public StoredEntry(byte[] value, Version version, @Nullable Lifetime remaining) {
        this.value = Objects.requireNonNull(value, "value");
        this.version = Objects.requireNonNull(version, "version");
        this.remaining = remaining;
    }

    /**
     * The bytes.
     *
     * @return the array itself
     */
    public byte[] value() {
        return value;
    }

    /**
     * The version.
     *
     * @return the version that the bytes were written with
     */
    public Version version() {
        return version;
    }

    /**
     * How much longer the entry lives.
     *
     * @return null if the read did not ask for it
     */
    public @Nullable Lifetime remaining() {
        return remaining;
    }

    /** Shows the size, never the bytes. */
    @Override
    public String toString() {
        return "StoredEntry[" + value.length + " bytes, " + version + ", remaining " + remaining + "]";
    }
}
