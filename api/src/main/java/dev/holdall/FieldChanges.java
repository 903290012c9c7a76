package dev.holdall;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fields that a {@link SessionMaps#change} puts and removes, each name once. Immutable; made by {@link #builder}.
 */
public final class FieldChanges {

    private final Map<String, Optional<NewEntry>> byName;

    private FieldChanges(Map<String, Optional<NewEntry>> byName) {
        this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

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
     * @return an unmodifiable map: for each field name the bytes to put, with the TTL of the field ({@link Ttl#never()}
     *     if the field lives as long as its map); empty if the field is removed
     */
    public Map<String, Optional<NewEntry>> byName() {
        return byName;
    }

    /** Shows the number of changes, and neither names nor bytes. */
    @Override
    public String toString() {
        return "FieldChanges[" + byName.size() + " fields]";
    }

    /** Collects changes. Of two changes of one name, the later one counts. Not thread-safe. */
    public static final class Builder {

        private final Map<String, Optional<NewEntry>> byName = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Puts a field, which lives as long as its map.
         *
         * @param name 1 to {@link SessionMaps#MAX_NAME_BYTES} bytes as UTF-8
         * @param value the bytes; copied
         * @return this
         */
        public Builder put(String name, byte[] value) {
            return put(name, value, Ttl.never());
        }

        /**
         * Puts a field that ends by itself. It ends with its map at the latest.
         *
         * @param name 1 to {@link SessionMaps#MAX_NAME_BYTES} bytes as UTF-8
         * @param value the bytes; copied
         * @param ttl counted from the call of {@link SessionMaps#change}; {@link Ttl#never()} for a field that lives as
         *     long as its map
         * @return this
         */
        public Builder put(String name, byte[] value, Ttl ttl) {
            byte[] copy = Objects.requireNonNull(value, "the value is null").clone();
            return set(name, Optional.of(NewEntry.of(copy, ttl)));
        }

        /**
         * Removes a field. To remove a field that the map doesn't have is no failure.
         *
         * @param name 1 to {@link SessionMaps#MAX_NAME_BYTES} bytes as UTF-8
         * @return this
         */
        public Builder remove(String name) {
            return set(name, Optional.empty());
        }

        private Builder set(String name, Optional<NewEntry> change) {
            byName.put(Objects.requireNonNull(name, "the field name is null"), change);
            return this;
        }

        /**
         * Makes the changes.
         *
         * @return the changes that were collected so far; without any, {@link SessionMaps#change} sends nothing
         */
        public FieldChanges build() {
            return new FieldChanges(byName);
        }
    }
}
