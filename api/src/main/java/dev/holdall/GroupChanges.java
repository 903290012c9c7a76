package dev.holdall;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EntryGroups#change} does to the entries of a group, each name once. Immutable; made by
 * {@link #builder}.
 */
public final class GroupChanges {

    private final Map<String, Change> byName;

    private GroupChanges(Map<String, Change> byName) {
        this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** The kinds of changes. */
    public enum Kind {
        /** {@link Builder#put}. */
        PUT,
        /** {@link Builder#update}. */
        UPDATE,
        /** {@link Builder#refresh}. */
        REFRESH,
        /** {@link Builder#remove(String)} and {@link Builder#remove(String, Version)}. */
        REMOVE
    }

    /**
     * One change.
     *
     * @param kind what is done
     * @param seen the version that the change is based on; null for a put, and for a removal that is based on none
     * @param entry the bytes, which nobody may change, and their TTL; null for a removal
     */
    public record Change(
            Kind kind, @Nullable Version seen, @Nullable NewEntry entry) {}

    /**
     * Returns a builder.
     *
     * @return a new builder, without changes
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the changes.
     *
     * @return an unmodifiable map by the name of the entry
     */
    public Map<String, Change> byName() {
        return byName;
    }

    /** Shows the number of changes, and neither names nor bytes. */
    @Override
    public String toString() {
        return "GroupChanges[" + byName.size() + " entries]";
    }

    /** Collects changes. Of two changes of one name, the later one counts. Not thread-safe. */
    public static final class Builder {

        private final Map<String, Change> byName = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Puts an entry, whatever there is under the name, as {@link SessionStore#set} does.
         *
         * @param name 1 to {@link SessionMaps#MAX_NAME_BYTES} bytes as UTF-8
         * @param value the bytes; copied
         * @param ttl counted from the call of {@link EntryGroups#change}
         * @return this
         */
        public Builder put(String name, byte[] value, Ttl ttl) {
            return set(name, new Change(Kind.PUT, null, entry(value, ttl)));
        }

        /**
         * Replaces an entry that was read, as {@link SessionStore#update} does: without effect if the entry was put,
         * updated or removed since, or its group deleted. (Where the backend doesn't compare versions, and in a store
         * of several data centres, it may win over another update that was made since.)
         *
         * @param name 1 to {@link SessionMaps#MAX_NAME_BYTES} bytes as UTF-8
         * @param seen the version that was read
         * @param value the bytes; copied
         * @param ttl counted from the call of {@link EntryGroups#change}
         * @return this
         */
        public Builder update(String name, Version seen, byte[] value, Ttl ttl) {
            return set(name, new Change(Kind.UPDATE, Objects.requireNonNull(seen, SEEN), entry(value, ttl)));
        }

        /**
         * Replaces an entry that was read, and loses to every other change of it, also to an {@link #update} that is
         * based on the same version, whichever of the two arrives first. It is for what may get lost: when a login was
         * last seen. (Where the backend doesn't compare versions, up to 63 refreshes of an entry lose to an update that
         * is based on what was there before all of them.)
         *
         * @param name 1 to {@link SessionMaps#MAX_NAME_BYTES} bytes as UTF-8
         * @param seen the version that was read
         * @param value the bytes; copied
         * @param ttl counted from the call of {@link EntryGroups#change}
         * @return this
         */
        public Builder refresh(String name, Version seen, byte[] value, Ttl ttl) {
            return set(name, new Change(Kind.REFRESH, Objects.requireNonNull(seen, SEEN), entry(value, ttl)));
        }

        /**
         * Removes an entry, as {@link SessionStore#delete} deletes one. To remove an entry that isn't there is no
         * failure.
         *
         * @param name 1 to {@link SessionMaps#MAX_NAME_BYTES} bytes as UTF-8
         * @return this
         */
        public Builder remove(String name) {
            return set(name, new Change(Kind.REMOVE, null, null));
        }

        /**
         * Removes an entry that was read. It wins over updates that are based on the same version, also if the clock
         * that has written that version is far ahead of this one ({@code max-clock-skew}).
         *
         * @param name 1 to {@link SessionMaps#MAX_NAME_BYTES} bytes as UTF-8
         * @param seen the version that was read
         * @return this
         */
        public Builder remove(String name, Version seen) {
            return set(name, new Change(Kind.REMOVE, Objects.requireNonNull(seen, SEEN), null));
        }

        private static final String SEEN = "the version seen is null";

        private static NewEntry entry(byte[] value, Ttl ttl) {
            return NewEntry.of(
                    Objects.requireNonNull(value, "the value is null").clone(), ttl);
        }

        private Builder set(String name, Change change) {
            byName.put(Objects.requireNonNull(name, "the name is null"), change);
            return this;
        }

        /**
         * Makes the changes.
         *
         * @return the changes that were collected so far
         */
        public GroupChanges build() {
            return new GroupChanges(byName);
        }
    }
}
