package dev.holdall;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A time to live (TTL) that a caller asks for: a duration, a moment, never, or the store's default.
 *
 * <p>A TTL is counted from the call that receives it, and is rounded up to the resolution of the backend
 * ({@link Traits#ttlResolution()}). A TTL is never zero, negative or null. Immutable and serializable. (Contract:
 * TTL-01 to TTL-16.)
 */
public sealed interface Ttl extends Serializable {

    /**
     * Makes a TTL that ends this long after the call.
     *
     * @param duration greater than zero
     * @return the TTL
     * @throws IllegalArgumentException if the duration is zero or negative
     */
    static Ttl of(Duration duration) {
        return new After(duration);
    }

    /**
     * Makes a TTL that ends at a moment by this process's clock. If the moment has passed when the call is made, the
     * key expires at once.
     *
     * @param expiry the first moment at which the entry is absent
     * @return the TTL
     */
    static Ttl until(Instant expiry) {
        return new Until(expiry);
    }

    /**
     * Returns the TTL without end: the entry stays until it is deleted.
     *
     * @return the TTL
     */
    static Ttl never() {
        return Never.NEVER;
    }

    /**
     * Returns the TTL that stands for the store's default ({@code default-ttl}).
     *
     * @return the TTL
     */
    static Ttl storeDefault() {
        return StoreDefault.STORE_DEFAULT;
    }

    /**
     * A TTL that is a length of time.
     *
     * @param duration greater than zero
     */
    record After(Duration duration) implements Ttl {
        /**
         * Checks the duration.
         *
         * @param duration greater than zero
         * @throws IllegalArgumentException if it is zero or negative
         */
        public After {
            if (duration.isZero() || duration.isNegative()) {
                throw new IllegalArgumentException("a TTL must be greater than zero; to end an entry now, delete it");
            }
        }
    }

    /**
     * A TTL that ends at a moment.
     *
     * @param expiry the first moment at which the entry is absent
     */
    record Until(Instant expiry) implements Ttl {
        /**
         * Rejects a null expiry.
         *
         * @param expiry the first moment at which the entry is absent
         */
        public Until {
            Objects.requireNonNull(expiry, "expiry");
        }
    }

    /** The TTL without end. */
    enum Never implements Ttl {
        /** The only instance. */
        NEVER
    }

    /** The TTL that the store is configured with. */
    enum StoreDefault implements Ttl {
        /** The only instance. */
        STORE_DEFAULT
    }
}
