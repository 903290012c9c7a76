package dev.holdall;

import java.time.Duration;

/**
 * What a store can promise, and its limits: the traits of the backend, narrowed by the configuration of the store.
 * Immutable. A backend makes its traits with {@link #builder()}.
 *
 * @param durability what an acknowledged write survives
 * @param reach which processes see the writes of this process
 * @param atomicity between which processes {@code add}, {@code compareAndSet}, {@code merge} and {@code increment} are
 *     atomic
 * @param ttlResolution the step that a TTL is rounded up to: one or more whole milliseconds
 * @param maxTtl the longest TTL that a call may ask for, up to 100,000 days. {@link Ttl#never()} exceeds it only if the
 *     store is configured with a {@code max-ttl}.
 * @param maxValueBytes how many bytes a value may have; greater than zero
 * @param evicts whether an entry may be lost before its expiry because room was needed
 * @param comparesVersions whether the backend compares versions when it writes. If it does, {@code set} and
 *     {@code delete} never lose to a write of a process whose clock is ahead. If it doesn't, that holds only for keys
 *     that this process has read.
 * @param localReadsLag whether {@link Read#LOCAL} may miss writes that were acknowledged in this data centre before the
 *     read, because a replica that lags behind may answer; a later read may then return an older value than an earlier
 *     one. If this is false, reads are as fresh as {@link Read} says.
 * @param maps whether {@link SessionStore#maps()} can be used
 * @param groups whether {@link SessionStore#groups()} can be used
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
        boolean localReadsLag,
        boolean maps,
        boolean groups) {

    private static final Duration LONGEST = Duration.ofDays(100_000);

    /** What an acknowledged write survives. */
    public enum Durability {
        /** Nothing: the write is lost when this process ends. */
        PROCESS,
        /** The end of this process, but not the loss of the server's memory, where the write is kept. */
        SERVICE,
        /** A restart of the servers too. */
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
     * Traits with these values; the record describes what each one means.
     *
     * @param durability what an acknowledged write survives
     * @param reach who sees what is written here
     * @param atomicity among whom the conditional verbs are atomic
     * @param ttlResolution one or more whole milliseconds
     * @param maxTtl greater than zero, at most 100,000 days
     * @param maxValueBytes greater than zero
     * @param evicts whether an entry may be lost before its expiry
     * @param comparesVersions whether the backend compares versions when it writes
     * @param localReadsLag whether local reads may miss acknowledged writes
     * @param maps whether maps are kept, too
     * @param groups whether groups are kept, too
     * @throws IllegalArgumentException if a value is out of its bounds
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
     * Returns a builder that starts from the traits of the simplest backend: memory of this process, TTLs of whole
     * milliseconds up to 36,500 days, values of up to 1 MiB, no eviction, versions that are compared, and neither maps
     * nor groups.
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
                        false,
                        false,
                        false)
                .toBuilder();
    }

    /**
     * Returns a builder that starts from these traits.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Sets single traits; {@link Traits} describes each of them. Not thread-safe. */
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
        private boolean maps;
        private boolean groups;

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
            maps = from.maps;
            groups = from.groups;
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
         * Sets {@link Traits#maps()}.
         *
         * @param value the new value
         * @return this
         */
        public Builder maps(boolean value) {
            maps = value;
            return this;
        }

        /**
         * Sets {@link Traits#groups()}.
         *
         * @param value the new value
         * @return this
         */
        public Builder groups(boolean value) {
            groups = value;
            return this;
        }

        /**
         * Makes traits of the values that were set.
         *
         * @return immutable traits
         * @throws IllegalArgumentException if a value is out of bounds
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
                    localReadsLag,
                    maps,
                    groups);
        }
    }
}
