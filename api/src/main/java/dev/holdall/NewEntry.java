package dev.holdall;

import java.util.Objects;

/**
 * What a function given to {@link SessionStore#merge(String, java.util.function.Function)} or
 * {@link SessionStore#getOrCompute(String, java.util.function.Supplier)} wants stored: a value, and its TTL.
 *
 * <p>The value is not copied here but when the store takes it; nobody should change the array until then. Not compared
 * by content.
 */
public final class NewEntry {

    private final byte[] value;
    private final Ttl ttl;

    private NewEntry(byte[] value, Ttl ttl) {
        this.value = Objects.requireNonNull(value, "value");
        this.ttl = Objects.requireNonNull(ttl, "ttl");
    }

    /**
     * A value with the store's default TTL.
     *
     * @param value the bytes; at most {@link Traits#maxValueBytes()}
     * @return the entry to store
     */
    public static NewEntry of(byte[] value) {
        return of(value, Ttl.storeDefault());
    }

    /**
     * A value with a TTL of its own.
     *
     * @param value the bytes; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from the write; rounded up to {@link Traits#ttlResolution()}
     * @return the entry to store
     */
    public static NewEntry of(byte[] value, Ttl ttl) {
        return new NewEntry(value, ttl);
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
     * The TTL.
     *
     * @return the TTL, counted from the write
     */
    public Ttl ttl() {
        return ttl;
    }

    /** Shows the size, never the bytes. */
    @Override
    public String toString() {
        return "NewEntry[" + value.length + " bytes, " + ttl + "]";
    }
}
