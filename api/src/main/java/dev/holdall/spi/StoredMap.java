package dev.holdall.spi;

import dev.holdall.Version;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map that a backend has found under a key. Immutable. */
public final class StoredMap {

    private final MapCreation creation;
    private final Version lease;
    private final Map<String, StoredField> fields;
    private final @Nullable Lifetime lifetime;

    /**
     * Makes a map.
     *
     * @param creation the creation that made the map
     * @param lease the version of the lease
     * @param fields the fields by name, those that are gone included; not copied, and not changed by anybody from now
     *     on
     * @param lifetime how long the map was to live when it was created or touched last; null if the backend doesn't
     *     need that for a change
     */
    public StoredMap(
            MapCreation creation, Version lease, Map<String, StoredField> fields, @Nullable Lifetime lifetime) {
        this.creation = creation;
        this.lease = lease;
        this.fields = Collections.unmodifiableMap(fields);
        this.lifetime = lifetime;
    }

    /**
     * Returns which creation the map is of.
     *
     * @return the creation
     */
    public MapCreation creation() {
        return creation;
    }

    /**
     * Returns the version of the lease.
     *
     * @return the version of the creation, or a little above it after a touch
     */
    public Version lease() {
        return lease;
    }

    /**
     * Returns the fields.
     *
     * @return an unmodifiable map by name, with the fields that are gone
     */
    public Map<String, StoredField> fields() {
        return fields;
    }

    /**
     * Returns how long the map was to live when it was created or touched last.
     *
     * @return the lifetime; null if the backend doesn't need it for a change
     */
    public @Nullable Lifetime lifetime() {
        return lifetime;
    }

    /** Shows the number of fields, and neither names nor bytes. */
    @Override
    public String toString() {
        return "StoredMap[" + fields.size() + " fields, " + lease + "]";
    }
}
