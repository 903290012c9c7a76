package dev.holdall.logins.simulation;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a replica: of two cells at one address the greater one stays, in the order of Cassandra.
 *
 * @param value null for a tombstone
 * @param endMillis when the value ends, by the time of the simulation
 */
@SuppressWarnings("ArrayRecordComponent") // Cells are compared by ORDER only.
record Cell(byte @Nullable [] value, Version version, long endMillis) {

    static final Comparator<Cell> ORDER = Comparator.comparing(Cell::version)
            .thenComparing(cell -> cell.value() == null)
            .thenComparingLong(Cell::endMillis)
            .thenComparing(Cell::value, Comparator.nullsFirst(Arrays::compareUnsigned));

    static Cell of(byte @Nullable [] value, Version version, Lifetime lifetime, long nowMillis) {
        if (value == null || lifetime.isOver()) {
            return tombstone(version);
        }
        return new Cell(value, version, lifetime.isForever() ? Long.MAX_VALUE : nowMillis + lifetime.toMillis());
    }

    static Cell tombstone(Version version) {
        return new Cell(null, version, Long.MAX_VALUE);
    }

    boolean isLive(long nowMillis) {
        return value != null && nowMillis < endMillis;
    }

    Lifetime remaining(long nowMillis) {
        return endMillis == Long.MAX_VALUE ? Lifetime.FOREVER : Lifetime.ofMillis(endMillis - nowMillis);
    }
}
