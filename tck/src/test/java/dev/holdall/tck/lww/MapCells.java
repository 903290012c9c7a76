package dev.holdall.tck.lww;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import dev.holdall.spi.VersionSteps;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cells of the maps of one key, each at an address of a creation and a field, and the tombstones over them. Of two
 * cells at one address the greater stays. To be used under a lock.
 */
final class MapCells {

    /** The address of the lease, whose value is the lifetime that the map was last given, in milliseconds. */
    static final String LEASE = "";

    private static final byte VALUE = 1;
    private static final byte VALUE_WITH_END = 2;

    /** The marker of a removed field. Of cells with one version and one end, the greater bytes win, so it wins. */
    private static final byte REMOVED = (byte) 0xff;

    private final TreeMap<MapCreation, Map<String, Cell>> creations = new TreeMap<>();
    private Version deleted = new Version(0);

    /** Returns the value of a cell with a field. */
    static byte[] encode(byte @Nullable [] value, long endSecond) {
        if (value == null) {
            return new byte[] {REMOVED};
        }
        return endSecond == Long.MAX_VALUE
                ? ByteBuffer.allocate(1 + value.length).put(VALUE).put(value).array()
                : ByteBuffer.allocate(1 + Long.BYTES + value.length)
                        .put(VALUE_WITH_END)
                        .putLong(endSecond)
                        .put(value)
                        .array();
    }

    static byte[] encode(Lifetime lifetime) {
        return ByteBuffer.allocate(Long.BYTES).putLong(lifetime.toMillis()).array();
    }

    void put(MapCreation creation, String field, Cell cell) {
        creations
                .computeIfAbsent(creation, same -> new HashMap<>())
                .merge(field, cell, (one, other) -> Cell.ORDER.compare(one, other) >= 0 ? one : other);
    }

    /** Deletes all cells up to a version, those that arrive later too. */
    void delete(Version version) {
        deleted = version.isAfter(deleted) ? version : deleted;
    }

    /** Deletes the cells of creations that are older than this one. */
    void deleteOlder(MapCreation creation) {
        Version last = VersionSteps.afterUpdate(creation.version());
        creations
                .headMap(creation, false)
                .values()
                .forEach(
                        cells -> cells.values().removeIf(cell -> !cell.version().isAfter(last)));
    }

    private boolean isLive(@Nullable Cell cell, long now) {
        return cell != null && cell.version().isAfter(deleted) && cell.isLive(now);
    }

    /** Returns the greatest creation whose lease lives. */
    Optional<MapCreation> creation(long now) {
        return creations.descendingMap().entrySet().stream()
                .filter(cells -> isLive(cells.getValue().get(LEASE), now))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Cell lease(MapCreation creation) {
        return Objects.requireNonNull(cells(creation).get(LEASE));
    }

    /** Returns the live fields of a creation, removed ones included. */
    Map<String, Cell> fields(MapCreation creation, long now) {
        Map<String, Cell> fields = new HashMap<>(cells(creation));
        fields.remove(LEASE);
        fields.values().removeIf(cell -> !isLive(cell, now));
        return fields;
    }

    private Map<String, Cell> cells(MapCreation creation) {
        return Objects.requireNonNull(creations.get(creation));
    }

    StoredMap stored(MapCreation creation, @Nullable Set<String> names, long now, long nowSecond) {
        Map<String, StoredField> fields = new HashMap<>();
        fields(creation, now).forEach((name, cell) -> {
            if (names == null || names.contains(name)) {
                fields.put(name, new StoredField(cell.version(), decode(bytes(cell), nowSecond)));
            }
        });
        Cell lease = lease(creation);
        Lifetime lifetime = Lifetime.ofMillis(ByteBuffer.wrap(bytes(lease)).getLong());
        return new StoredMap(creation, lease.version(), fields, lifetime);
    }

    static byte[] bytes(Cell cell) {
        return Objects.requireNonNull(cell.value(), "a tombstone has no value");
    }

    private static byte @Nullable [] decode(byte[] bytes, long nowSecond) {
        return switch (bytes[0]) {
            case VALUE -> Arrays.copyOfRange(bytes, 1, bytes.length);
            case VALUE_WITH_END ->
                ByteBuffer.wrap(bytes).getLong(1) <= nowSecond
                        ? null
                        : Arrays.copyOfRange(bytes, 1 + Long.BYTES, bytes.length);
            default -> null;
        };
    }
}
