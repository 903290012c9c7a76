package dev.holdall.tck.maps;

import dev.holdall.spi.VersionSteps;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A data centre's copy of one key, on a database that keeps the greater of two cells at one address and doesn't look
 * before it writes, such as Cassandra. An expired cell stays and keeps its version.
 */
final class Replica {

    private record Address(Born born, String field) {}

    private final Set<MapRule> rules;
    private final Map<Address, Cell> cells = new HashMap<>();
    private long deleted;
    private @Nullable Born olderDeleted;

    Replica(Set<MapRule> rules) {
        this.rules = rules;
    }

    void apply(Batch batch) {
        deleted = Math.max(deleted, batch.deleted());
        Born older = batch.olderThan();
        if (older != null && (olderDeleted == null || older.compareTo(olderDeleted) > 0)) {
            olderDeleted = older;
        }
        batch.cells().forEach(cell -> cells.merge(new Address(cell.born(), cell.field()), cell, this::greater));
    }

    private Cell greater(Cell there, Cell arriving) {
        if (there.version() != arriving.version()) {
            return there.version() > arriving.version() ? there : arriving;
        }
        return rules.contains(MapRule.TIE_BREAK) && Cell.TIE.compare(there, arriving) > 0 ? there : arriving;
    }

    private boolean isDeleted(Cell cell) {
        return cell.version() <= deleted
                || (olderDeleted != null
                        && cell.born().compareTo(olderDeleted) < 0
                        && cell.version() <= olderDeleted.version() + VersionSteps.UPDATE_MICROS);
    }

    private boolean isAlive(Cell cell, long now) {
        return !isDeleted(cell) && cell.kind() != Cell.Kind.TOMBSTONE && cell.end() > now;
    }

    /** Returns the cell that is stored for a field, whether or not it is alive; null if none is. */
    @Nullable
    Cell raw(Born born, String field) {
        Cell cell = cells.get(new Address(born, field));
        return cell == null || isDeleted(cell) ? null : cell;
    }

    /** Reads the map; null if there is none. */
    @Nullable
    View read(long now) {
        List<Cell> alive =
                cells.values().stream().filter(cell -> isAlive(cell, now)).toList();
        Stream<Cell> deciding = rules.contains(MapRule.LEASE)
                ? alive.stream().filter(Cell::isLease)
                : alive.stream().filter(cell -> cell.kind() == Cell.Kind.VALUE && !cell.isLease());
        return deciding.max(Comparator.comparing(Cell::born).thenComparingLong(Cell::version))
                .map(decides -> view(decides, alive))
                .orElse(null);
    }

    private static View view(Cell decides, List<Cell> alive) {
        Map<String, Cell> fields = new TreeMap<>();
        alive.stream()
                .filter(cell -> !cell.isLease() && cell.born().equals(decides.born()))
                .forEach(cell -> fields.put(cell.field(), cell));
        return new View(decides.born(), lease(decides), fields);
    }

    /** Returns the lease; without the rule, a stand-in for it at the version of the creation. */
    private static Cell lease(Cell decides) {
        return decides.isLease()
                ? decides
                : new Cell(
                        decides.born(),
                        Cell.LEASE,
                        Cell.Kind.VALUE,
                        decides.creation().version(),
                        decides.end(),
                        0,
                        decides.creation(),
                        decides.lifetime());
    }

    /**
     * A map as a reader sees it.
     *
     * @param fields the cells of all fields, removed ones included
     */
    record View(Born born, Cell lease, Map<String, Cell> fields) {

        Born creation() {
            return lease.creation();
        }

        /** Returns which writes a reader sees in which fields. */
        Map<String, Long> visible() {
            Map<String, Long> visible = new TreeMap<>();
            fields.forEach((field, cell) -> {
                if (cell.kind() == Cell.Kind.VALUE) {
                    visible.put(field, cell.id());
                }
            });
            return visible;
        }

        /** Returns the version that a change of a field is based on. */
        long base(String field) {
            Cell found = fields.get(field);
            return found == null ? lease.version() : found.version();
        }

        boolean shows(View other) {
            return Objects.equals(creation(), other.creation()) && visible().equals(other.visible());
        }
    }
}
