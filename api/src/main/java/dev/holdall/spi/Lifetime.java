package dev.holdall.spi;

import java.time.Duration;

/**
 * How long an entry lives from the moment that the backend takes it: nothing, some milliseconds, or for ever. What a
 * {@link dev.holdall.Ttl} has become once the store's rules were applied. Immutable.
 */
public final class Lifetime {

    /** Already over: what is written with it reads as absent from then on. */
    public static final Lifetime OVER = new Lifetime(0);

    /** Without end. */
    public static final Lifetime FOREVER = new Lifetime(Long.MAX_VALUE);

    private final long millis;

    private Lifetime(long millis) {
        this.millis = millis;
    }

    /**
     * This many milliseconds.
     *
     * @param millis 0 or more
     * @return the lifetime
     * @throws IllegalArgumentException if it is negative
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
     * @return true if it has no end
     */
    public boolean isForever() {
        return millis == Long.MAX_VALUE;
    }

    /**
     * Tells whether this is {@link #OVER}.
     *
     * @return true if it has ended already
     */
    public boolean isOver() {
        return millis == 0;
    }

    /**
     * The length. From the store it is a multiple of the backend's {@link dev.holdall.Traits#ttlResolution()}.
     *
     * @return milliseconds, 0 or more; {@code Long.MAX_VALUE} if it has no end
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
