package dev.holdall;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds under a key: the value, its version, and its expiry. An entry is immutable: later writes to the
 * key don't change it.
 */
public final class Entry {

    private final byte[] value;
    private final Version version;
    private final @Nullable Instant expiry;

    private Entry(byte[] value, Version version, @Nullable Instant expiry) {
        this.value = value;
        this.version = Objects.requireNonNull(version, "version");
        this.expiry = expiry;
    }

    /**
     * Makes an entry of these parts.
     *
     * @param value the bytes; copied
     * @param version the version that the bytes were written with
     * @param expiry the first moment at which the entry is absent; null if it never expires
     * @return the entry
     */
    public static Entry of(byte[] value, Version version, @Nullable Instant expiry) {
        return wrap(value.clone(), version, expiry);
    }

    /**
     * Makes an entry of these parts, without copying the value.
     *
     * @param value the bytes; not copied, so nobody may change the array from now on
     * @param version the version that the bytes were written with
     * @param expiry the first moment at which the entry is absent; null if it never expires
     * @return the entry
     */
    public static Entry wrap(byte[] value, Version version, @Nullable Instant expiry) {
        return new Entry(value, version, expiry);
    }

    /**
     * Returns the bytes.
     *
     * @return a copy, which the caller may keep and change
     */
    public byte[] value() {
        return value.clone();
    }

    /**
     * Returns the version to pass to {@link SessionStore#update} and {@link SessionStore#compareAndSet}.
     *
     * @return the version that this entry was written with
     */
    public Version version() {
        return version;
    }

    /**
     * Returns the first moment at which the entry is absent, by this process's clock. It is as exact as the backend's
     * resolution ({@link Traits#ttlResolution()}) and the time that the answer took allow.
     *
     * @return empty if the entry never expires
     */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiry);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entry that
                && version.equals(that.version)
                && Objects.equals(expiry, that.expiry)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + Arrays.hashCode(value);
    }

    /** Shows the size of the value, never the bytes. */
    @Override
    public String toString() {
        return "Entry[" + value.length + " bytes, " + version + ", "
                + (expiry == null ? "never expires" : "expires " + expiry) + "]";
    }
}
