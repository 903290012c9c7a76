package dev.holdall.internal.maps;

import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.Version;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import dev.holdall.spi.VersionSteps;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The map that a caller has seen: what was stored, and the versions that a change of it writes with. Immutable. */
final class SeenMap implements SessionMap {

    private final String key;
    private final StoredMap stored;

    /** The names that the read asked for; null if it asked for all. */
    private final @Nullable Set<String> names;

    /** How many changes have been made since the read, each based on what the change before it returned. */
    private final int changes;

    private SeenMap(String key, StoredMap stored, @Nullable Set<String> names, int changes) {
        this.key = key;
        this.stored = stored;
        this.names = names;
        this.changes = changes;
    }

    /**
     * Returns a map that was read.
     *
     * @param names the names that the read asked for; null if it asked for all
     */
    static SeenMap read(String key, StoredMap stored, @Nullable Set<String> names) {
        return new SeenMap(key, stored, names, 0);
    }

    /** Returns a map that was created. */
    static SeenMap created(String key, MapCreation creation, Map<String, byte[]> values, Lifetime lifetime) {
        Version version = VersionSteps.afterUpdate(creation.version());
        Map<String, StoredField> fields = new HashMap<>();
        values.forEach((name, value) -> fields.put(name, new StoredField(version, value)));
        return new SeenMap(key, new StoredMap(creation, creation.version(), fields, lifetime), null, 0);
    }

    /**
     * Returns a caller's map as one of this class.
     *
     * @throws IllegalArgumentException if it doesn't come from a store
     */
    static SeenMap of(SessionMap seen) {
        if (Objects.requireNonNull(seen, "the map seen is null") instanceof SeenMap map) {
            return map;
        }
        throw new IllegalArgumentException("the map seen is none that get, create or change has returned");
    }

    StoredMap stored() {
        return stored;
    }

    /** Refuses a further change without a read, if so many were made that a removal might not win over it. */
    void checkMayChange() {
        if (changes >= SessionMaps.MAX_CHANGES_IN_A_ROW) {
            throw new IllegalArgumentException("the map seen comes from " + changes
                    + " changes without a read, which is the most; read the map again");
        }
    }

    /**
     * Returns the version that a put or a removal of a field writes with.
     *
     * @throws IllegalArgumentException if the read didn't ask for the field
     */
    Version versionOf(String name, boolean removal) {
        if (names != null && !names.contains(name)) {
            throw new IllegalArgumentException("the changes name a field that the read of the map seen did not ask"
                    + " for; a change is based on what was read, so read the field, or all fields");
        }
        StoredField found = stored.fields().get(name);
        Version base = found == null ? stored.lease() : found.version();
        return removal ? VersionSteps.afterRemoval(base) : VersionSteps.afterUpdate(base);
    }

    /** Returns the map as it is after these writes. */
    SeenMap after(List<FieldWrite> writes) {
        Map<String, StoredField> fields = new HashMap<>(stored.fields());
        writes.forEach(write -> fields.put(write.name(), new StoredField(write.version(), write.value())));
        return new SeenMap(
                key, new StoredMap(stored.creation(), stored.lease(), fields, stored.lifetime()), names, changes + 1);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Map<String, byte[]> fields() {
        Map<String, byte[]> values = new LinkedHashMap<>();
        stored.fields().forEach((name, field) -> {
            byte[] value = field.value();
            if (value != null) {
                values.put(name, value.clone());
            }
        });
        return values;
    }

    @Override
    public Optional<byte[]> field(String name) {
        StoredField field = live(name);
        byte[] value = field == null ? null : field.value();
        return value == null ? Optional.empty() : Optional.of(value.clone());
    }

    @Override
    public Optional<Version> version(String name) {
        StoredField field = live(name);
        return field == null ? Optional.empty() : Optional.of(field.version());
    }

    private @Nullable StoredField live(String name) {
        StoredField field = stored.fields().get(Objects.requireNonNull(name, "the field name is null"));
        return field == null || field.value() == null ? null : field;
    }

    /** Shows neither key, nor names, nor bytes. */
    @Override
    public String toString() {
        return "SessionMap[" + stored + "]";
    }
}
