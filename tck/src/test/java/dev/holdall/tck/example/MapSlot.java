package dev.holdall.tck.example;

import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import dev.holdall.spi.VersionSteps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map of fields, as the example holds it under its key. Each field is a {@link Slot}. The slot of a field that was
 * removed has ended at once, and stays, because its version is needed.
 *
 * @param lease has the version of the creation, and the end of the map
 */
record MapSlot(MapCreation creation, Slot lease, Map<String, Slot> fields) {

    private static final byte[] NOTHING = new byte[0];

    static MapSlot of(MapCreation creation, Map<String, byte[]> values, Lifetime lifetime, long nowNanos) {
        Map<String, Slot> fields = new HashMap<>();
        values.forEach((name, value) -> fields.put(
                name, Slot.of(value, VersionSteps.afterUpdate(creation.version()), Lifetime.FOREVER, nowNanos)));
        return new MapSlot(creation, Slot.of(NOTHING, creation.version(), lifetime, nowNanos), fields);
    }

    boolean hasEnded(long nowNanos) {
        return lease.hasEnded(nowNanos);
    }

    MapSlot living(Lifetime lifetime, long nowNanos) {
        return new MapSlot(creation, lease.living(lifetime, nowNanos), fields);
    }

    /** Returns the map with those of the writes that are above what it has. */
    MapSlot with(List<FieldWrite> writes, long nowNanos) {
        Map<String, Slot> changed = new HashMap<>(fields);
        for (FieldWrite write : writes) {
            Slot found = fields.get(write.name());
            if (found == null || write.version().isAfter(found.version())) {
                changed.put(write.name(), slot(write, nowNanos));
            }
        }
        return new MapSlot(creation, lease, changed);
    }

    private static Slot slot(FieldWrite write, long nowNanos) {
        byte[] value = write.value();
        return value == null
                ? Slot.of(NOTHING, write.version(), Lifetime.OVER, nowNanos)
                : Slot.of(value, write.version(), write.lifetime(), nowNanos);
    }

    StoredMap stored(@Nullable Set<String> names, long nowNanos) {
        Map<String, StoredField> found = new HashMap<>();
        fields.forEach((name, field) -> {
            if (names == null || names.contains(name)) {
                byte[] value = field.hasEnded(nowNanos) ? null : field.value().clone();
                found.put(name, new StoredField(field.version(), value));
            }
        });
        return new StoredMap(creation, creation.version(), found, null);
    }
}
