package dev.holdall.cassandra.internal.maps;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.holdall.Outcome;
import dev.holdall.cassandra.internal.statements.MapStatements;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a key, as a node has answered them, with the newest creation first. The map of the key is the newest
 * creation that has a lease.
 */
final class MapRows {

    private final int count;
    private final List<MapRow> rows;

    private MapRows(int count, List<MapRow> rows) {
        this.count = count;
        this.rows = rows;
    }

    /** Reads all rows, which have to be in one page. */
    static MapRows all(AsyncResultSet answer) {
        if (answer.hasMorePages()) {
            throw new BackendException(
                    Kind.FAILED,
                    Outcome.NOT_APPLIED,
                    "the key has more than " + MapStatements.MOST_ROWS
                            + " rows, those of removed fields included; create or delete the map, or delete the group",
                    null);
        }
        return first(answer);
    }

    /** Reads the first rows. */
    static MapRows first(AsyncResultSet answer) {
        int count = answer.remaining();
        List<MapRow> rows = new ArrayList<>(count);
        for (Row row : answer.currentPage()) {
            if (MapRow.hasValue(row)) {
                rows.add(new MapRow(row));
            }
        }
        return new MapRows(count, rows);
    }

    /** Tells whether fields have ends, and the read has not asked for the clock to compare them with. */
    boolean lackClock() {
        for (MapRow row : rows) {
            if (row.lacksClock()) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many rows the node has answered. */
    int count() {
        return count;
    }

    /** Returns the newest creation of which there is a row, whether or not it has a lease. */
    Optional<ByteBuffer> newest() {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0).born());
    }

    Optional<MapRow> lease() {
        for (MapRow row : rows) {
            if (row.isLease()) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /** Returns the fields of a map, as they are stored. */
    List<MapRow> fields(MapRow lease) {
        return rows.stream().filter(row -> row.isFieldOf(lease)).toList();
    }

    /**
     * Returns the rows of a group as its entries.
     *
     * @param names the entries to return; null for all
     */
    Map<String, StoredEntry> entries(@Nullable Set<String> names) {
        Map<String, StoredEntry> entries = new HashMap<>();
        for (MapRow row : rows) {
            byte[] value = MapFormat.value(row.value(), row.nowSecond());
            String name = row.field();
            if (value != null && (names == null || names.contains(name))) {
                entries.put(name, new StoredEntry(value, row.version(), row.remaining()));
            }
        }
        return entries;
    }

    /**
     * Returns the map.
     *
     * @param names the fields to return; null for all
     */
    Optional<StoredMap> map(@Nullable Set<String> names) {
        return lease().map(lease -> map(lease, names));
    }

    private StoredMap map(MapRow lease, @Nullable Set<String> names) {
        Map<String, StoredField> fields = new HashMap<>();
        for (MapRow row : rows) {
            if (row.isFieldOf(lease)) {
                String name = row.field();
                if (names == null || names.contains(name)) {
                    fields.put(name, new StoredField(row.version(), MapFormat.value(row.value(), row.nowSecond())));
                }
            }
        }
        return new StoredMap(
                MapFormat.creation(lease.born()), lease.version(), fields, MapFormat.lifetime(lease.value()));
    }
}
