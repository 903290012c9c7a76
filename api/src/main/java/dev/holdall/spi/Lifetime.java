package dev.holdall.spi;

import java.time.Duration;

/**
 * How long an entry lives from the moment at which the backend receives it: not at all, some milliseconds, or forever.
 * The store makes lifetimes by applying its rules to a {@link dev.holdall.Ttl}. Immutable.
 */
public final class Lifetime {

    /** The lifetime that is over already: an entry that is written with it is absent from then on. */
    public static final Lifetime OVER = new Lifetime(0);

    /** The lifetime without end. */
    public static final Lifetime FOREVER = new Lifetime(Long.MAX_VALUE);

    private final long millis;

    private Lifetime(long millis) {
        this.millis = millis;
    }

    /**
     * Makes a lifetime of this many milliseconds.
     *
     * @param millis 0 or more
     * @return the lifetime
     * @throws IllegalArgumentException if {@code millis} is negative
     */
    public static Lifetime ofMillis(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("a lifetime is not negative");
        }
        return millis == 0 ? OVER : millis == Long.MAX_VALUE ? FOREVER : new Lifetime(millis);
    }

    /**
     * Tells whether this is {@link #FOREVER}.
     *
     * @return true if this lifetime has no end
     */
    public boolean isForever() {
        return millis == Long.MAX_VALUE;
    }

    /**
     * Tells whether this is {@link #OVER}.
     *
     * @return true if this lifetime has ended already
     */
    public boolean isOver() {
        return millis == 0;
    }

    /**
     * Returns the length. A lifetime that the store gives to a backend is a multiple of the backend's
     * {@link dev.holdall.Traits#ttlResolution()}.
     *
     * @return milliseconds, 0 or more; {@code Long.MAX_VALUE} if this lifetime has no end
     */
    public long toMillis() {
        return millis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lifetime that && that.millis == millis;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(millis);
    }

    @Override
    public String toString() {
        return isForever() ? "forever" : Duration.ofMillis(millis).toString();
    }
}
