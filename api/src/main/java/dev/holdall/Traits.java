package dev.holdall;

import java.time.Duration;

/**
 * What a store can promise, and where its limits are: the backend's own, made narrower by the store's configuration.
 * Immutable. A backend makes one with {@link #builder()}.
 *
 * @param durability what an acknowledged write survives
 * @param reach who sees what is written here
 * @param atomicity among whom {@code add}, {@code compareAndSet}, {@code merge} and {@code increment} are atomic
 * @param ttlResolution the step that a TTL is rounded up to: one or more whole milliseconds
 * @param maxTtl the longest TTL that a call may ask for, up to 100,000 days. {@link Ttl#never()} is beyond it only
 *     where the store is configured with a {@code max-ttl}.
 * @param maxValueBytes how many bytes a value may have; greater than zero
 * @param evicts whether an entry may be lost before its expiry because room was needed
 * @param comparesVersions whether the backend compares versions when it writes. Where it does, {@code set} and
 *     {@code delete} never lose to a clock that is ahead; where it doesn't, that holds for keys that this process has
 *     read.
 * @param localReadsLag whether {@link Read#LOCAL} may miss writes that were acknowledged in this data centre before,
 *     since a replica answers that lags behind; later reads may then be older than earlier ones. Where it doesn't, it
 *     is as {@link Read} says.
 */
public record Traits(
        Durability durability,
        Scope reach,
        Scope atomicity,
        Duration ttlResolution,
        Duration maxTtl,
        int maxValueBytes,
        boolean evicts,
        boolean comparesVersions,
        boolean localReadsLag) {

    private static final Duration LONGEST = Duration.ofDays(100_000);

    /** What an acknowledged write survives. */
    public enum Durability {
        /** Nothing: it is gone with this process. */
        PROCESS,
        /** The end of this process, but not the loss of the server's memory. */
        SERVICE,
        /** The restart of the servers too. */
        DISK
    }

    /** Which processes a promise holds for. */
    public enum Scope {
        /** This process. */
        PROCESS,
        /** Every process that uses the backend in this data centre. */
        LOCAL_DC,
        /** Every process that uses the backend in any data centre. */
        ALL_DCS
    }

    /**
     * Traits with these values.
     *
     * @throws IllegalArgumentException if one is out of the bounds that its description gives
     */
    public Traits {
        if (ttlResolution.isNegative() || ttlResolution.isZero() || ttlResolution.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("a TTL resolution is one or more whole milliseconds");
        }
        if (maxTtl.isNegative() || maxTtl.isZero() || maxTtl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a maximum TTL is greater than zero, and at most " + LONGEST);
        }
        if (maxValueBytes <= 0) {
            throw new IllegalArgumentException("a maximum value size is greater than zero");
        }
    }

    /**
     * The traits of the most modest backend: memory of this process, TTLs of whole milliseconds up to 36,500 days,
     * values of up to 1 MiB, no eviction, and versions that are compared.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Traits(
                        Durability.PROCESS,
                        Scope.PROCESS,
                        Scope.PROCESS,
                        Duration.ofMillis(1),
                        Duration.ofDays(36_500),
                        1 << 20,
                        false,
                        true,
                        false)
                .toBuilder();
    }

    /**
     * A builder that starts from these traits.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes single traits; {@link Traits} describes each of them. Not thread-safe. */
    public static final class Builder {

        private Durability durability;
        private Scope reach;
        private Scope atomicity;
        private Duration ttlResolution;
        private Duration maxTtl;
        private int maxValueBytes;
        private boolean evicts;
        private boolean comparesVersions;
        private boolean localReadsLag;

        private Builder(Traits from) {
            durability = from.durability;
            reach = from.reach;
            atomicity = from.atomicity;
            ttlResolution = from.ttlResolution;
            maxTtl = from.maxTtl;
            maxValueBytes = from.maxValueBytes;
            evicts = from.evicts;
            comparesVersions = from.comparesVersions;
            localReadsLag = from.localReadsLag;
        }

        /**
         * Sets {@link Traits#durability()}.
         *
         * @param value the new value
         * @return this
         */
        public Builder durability(Durability value) {
            durability = value;
            return this;
        }

        /**
         * Sets {@link Traits#reach()}.
         *
         * @param value the new value
         * @return this
         */
        public Builder reach(Scope value) {
            reach = value;
            return this;
        }

        /**
         * Sets {@link Traits#atomicity()}.
         *
         * @param value the new value
         * @return this
         */
        public Builder atomicity(Scope value) {
            atomicity = value;
            return this;
        }

        /**
         * Sets {@link Traits#ttlResolution()}.
         *
         * @param value the new value
         * @return this
         */
        public Builder ttlResolution(Duration value) {
            ttlResolution = value;
            return this;
        }

        /**
         * Sets {@link Traits#maxTtl()}.
         *
         * @param value the new value
         * @return this
         */
        public Builder maxTtl(Duration value) {
            maxTtl = value;
            return this;
        }

        /**
         * Sets {@link Traits#maxValueBytes()}.
         *
         * @param value the new value
         * @return this
         */
        public Builder maxValueBytes(int value) {
            maxValueBytes = value;
            return this;
        }

        /**
         * Sets {@link Traits#evicts()}.
         *
         * @param value the new value
         * @return this
         */
        public Builder evicts(boolean value) {
            evicts = value;
            return this;
        }

        /**
         * Sets {@link Traits#comparesVersions()}.
         *
         * @param value the new value
         * @return this
         */
        public Builder comparesVersions(boolean value) {
            comparesVersions = value;
            return this;
        }

        /**
         * Sets {@link Traits#localReadsLag()}.
         *
         * @param value the new value
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
         * @throws IllegalArgumentException if one is out of bounds
         */
        public Traits build() {
            return new Traits(
                    durability,
                    reach,
                    atomicity,
                    ttlResolution,
                    maxTtl,
                    maxValueBytes,
                    evicts,
                    comparesVersions,
                    localReadsLag);
        }
    }
}
