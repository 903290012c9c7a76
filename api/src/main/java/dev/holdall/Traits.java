package dev.holdall;

import java.time.Duration;

/**
 * What a store can promise, and where its limits are: the backend's own, made narrower by the store's configuration.
 * Immutable. A backend makes one with {@link #builder()}.
 */
public final class Traits {

    /** What an acknowledged write survives. */
    public enum Durability {
        /** Nothing: it is gone with this process. */
        PROCESS,
        /** The end of this process, but not the loss of the server's memory. */
        SERVICE,
        /** The restart of the servers too. */
        DISK
    }

    /** Who takes part in something. */
    public enum Scope {
        /** This process. */
        PROCESS,
        /** Every process that uses the backend in this data centre. */
        LOCAL_DC,
        /** Every process that uses the backend in any data centre. */
        ALL_DCS
    }

    private final Durability durability;
    private final Scope reach;
    private final Scope atomicity;
    private final Duration ttlResolution;
    private final Duration maxTtl;
    private final int maxValueBytes;
    private final boolean evicts;
    private final boolean comparesVersions;
    private final boolean localReadsLag;

    private Traits(Builder builder) {
        durability = builder.durability;
        reach = builder.reach;
        atomicity = builder.atomicity;
        ttlResolution = builder.ttlResolution;
        maxTtl = builder.maxTtl;
        maxValueBytes = builder.maxValueBytes;
        evicts = builder.evicts;
        comparesVersions = builder.comparesVersions;
        localReadsLag = builder.localReadsLag;
    }

    /**
     * The traits of the most modest backend: memory of this process, milliseconds, 1 MiB values, no eviction.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What an acknowledged write survives.
     *
     * @return the durability
     */
    public Durability durability() {
        return durability;
    }

    /**
     * Who sees what is written here.
     *
     * @return the scope
     */
    public Scope reach() {
        return reach;
    }

    /**
     * Among whom {@code add}, {@code compareAndSet}, {@code merge} and {@code increment} are atomic.
     *
     * @return the scope
     */
    public Scope atomicity() {
        return atomicity;
    }

    /**
     * The step that a TTL is rounded up to.
     *
     * @return greater than zero
     */
    public Duration ttlResolution() {
        return ttlResolution;
    }

    /**
     * The longest TTL that a call may ask for. {@link Ttl#never()} is beyond it only where the store is configured
     * with a {@code max-ttl}.
     *
     * @return greater than zero
     */
    public Duration maxTtl() {
        return maxTtl;
    }

    /**
     * The most bytes that a value may have.
     *
     * @return bytes, greater than zero
     */
    public int maxValueBytes() {
        return maxValueBytes;
    }

    /**
     * Whether an entry may be lost before its expiry because room was needed.
     *
     * @return true if so
     */
    public boolean evicts() {
        return evicts;
    }

    /**
     * Whether the backend compares versions when it writes. Where it does, {@code set} and {@code delete} never lose
     * to a clock that is ahead; where it doesn't, that holds for keys that this process has read.
     *
     * @return true if so
     */
    public boolean comparesVersions() {
        return comparesVersions;
    }

    /**
     * Whether {@link Read#LOCAL} may miss writes that were acknowledged in this data centre before, since a replica answers
     * that lags behind; later reads may then be older than earlier ones. Where it doesn't, it is as {@link Read} says.
     *
     * @return true if so
     */
    public boolean localReadsLag() {
        return localReadsLag;
    }

    /**
     * A builder that starts from these traits.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder()
                .durability(durability)
                .reach(reach)
                .atomicity(atomicity)
                .ttlResolution(ttlResolution)
                .maxTtl(maxTtl)
                .maxValueBytes(maxValueBytes)
                .evicts(evicts)
                .comparesVersions(comparesVersions)
                .localReadsLag(localReadsLag);
    }

    @Override
    public String toString() {
        return "Traits[durability=" + durability + ", reach=" + reach + ", atomicity=" + atomicity + ", ttlResolution="
                + ttlResolution + ", maxTtl=" + maxTtl + ", maxValueBytes=" + maxValueBytes + ", evicts=" + evicts
                + ", comparesVersions=" + comparesVersions + ", localReadsLag="
                + localReadsLag + "]";
    }

    /** Collects traits; every one has a modest default. Not thread-safe. */
    public static final class Builder {

        private static final Duration LONGEST = Duration.ofDays(100_000);

        private Durability durability = Durability.PROCESS;
        private Scope reach = Scope.PROCESS;
        private Scope atomicity = Scope.PROCESS;
        private Duration ttlResolution = Duration.ofMillis(1);
        private Duration maxTtl = Duration.ofDays(36_500);
        private int maxValueBytes = 1 << 20;
        private boolean evicts;
        private boolean comparesVersions = true;
        private boolean localReadsLag;

        private Builder() {}

        /**
         * Sets what an acknowledged write survives.
         *
         * @param value the default is {@code PROCESS}
         * @return this
         */
        public Builder durability(Durability value) {
            durability = value;
            return this;
        }

        /**
         * Sets who sees what is written.
         *
         * @param value the default is {@code PROCESS}
         * @return this
         */
        public Builder reach(Scope value) {
            reach = value;
            return this;
        }

        /**
         * Sets among whom the atomic verbs are atomic.
         *
         * @param value the default is {@code PROCESS}
         * @return this
         */
        public Builder atomicity(Scope value) {
            atomicity = value;
            return this;
        }

        /**
         * Sets the step that TTLs are rounded up to.
         *
         * @param value whole milliseconds, at least one; the default is 1 ms
         * @return this
         * @throws IllegalArgumentException if it is not whole milliseconds, or none
         */
        public Builder ttlResolution(Duration value) {
            if (value.isNegative() || value.isZero() || value.toNanosPart() % 1_000_000 != 0) {
                throw new IllegalArgumentException("a TTL resolution is one or more whole milliseconds");
            }
            ttlResolution = value;
            return this;
        }

        /**
         * Sets the longest TTL.
         *
         * @param value greater than zero, at most 100,000 days; the default is 36,500 days
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder maxTtl(Duration value) {
            if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a maximum TTL is greater than zero, and at most " + LONGEST);
            }
            maxTtl = value;
            return this;
        }

        /**
         * Sets the most bytes that a value may have.
         *
         * @param value greater than zero; the default is 1 MiB
         * @return this
         * @throws IllegalArgumentException if it is not greater than zero
         */
        public Builder maxValueBytes(int value) {
            if (value <= 0) {
                throw new IllegalArgumentException("a maximum value size is greater than zero");
            }
            maxValueBytes = value;
            return this;
        }

        /**
         * Sets whether an entry may be lost before its expiry because room was needed.
         *
         * @param value the default is false
         * @return this
         */
        public Builder evicts(boolean value) {
            evicts = value;
            return this;
        }

        /**
         * Sets whether the backend compares versions when it writes.
         *
         * @param value the default is true
         * @return this
         */
        public Builder comparesVersions(boolean value) {
            comparesVersions = value;
            return this;
        }

        /**
         * Sets whether {@link Read#LOCAL} may miss writes that were acknowledged in this data centre before.
         *
         * @param value the default is false
         * @return this
         */
        public Builder localReadsLag(boolean value) {
            localReadsLag = value;
            return this;
        }

        /**
         * The traits as set so far.
         *
         * @return immutable traits
         */
        public Traits build() {
            return new Traits(this);
        }
    }
}
