package dev.holdall;

import java.util.Objects;

/**
 * A value and its TTL, which a function given to {@link SessionStore#merge(String, java.util.function.Function)} or
 * {@link SessionStore#getOrCompute(String, java.util.function.Supplier)} returns to be stored.
 *
 * <p>The store copies the value when the function has returned; this class doesn't, so nobody should change the array
 * until then. Two instances are equal only if they are the same object.
 */
public final class NewEntry {

    private final byte[] value;
    private final Ttl ttl;

    private NewEntry(byte[] value, Ttl ttl) {
        this.value = Objects.requireNonNull(value, "the value is null");
        this.ttl = Objects.requireNonNull(ttl, "the TTL is null");
    }

    /**
     * Makes an entry with the store's default TTL.
     *
     * @param value the bytes; at most {@link Traits#maxValueBytes()}
     * @return the entry to store
     */
    public static NewEntry of(byte[] value) {
        return of(value, Ttl.storeDefault());
    }

    /**
     * Makes an entry with a TTL of its own.
     *
     * @param value the bytes; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from the write; rounded up to {@link Traits#ttlResolution()}
     * @return the entry to store
     */
    public static NewEntry of(byte[] value, Ttl ttl) {
        return new NewEntry(value, ttl);
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
     * Returns the TTL.
     *
     * @return the TTL, counted from the write
     */
    public Ttl ttl() {
        return ttl;
    }

    /** Shows the size of the value, never the bytes. */
    @Override
    public String toString() {
        return "NewEntry[" + value.length + " bytes, " + ttl + "]";
    }
}
