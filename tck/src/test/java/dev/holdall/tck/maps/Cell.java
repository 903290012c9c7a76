package dev.holdall.tck.maps;

import java.util.Comparator;

/**
 * A cell of a simulated replica.
 *
 * @param born the creation that is a part of the cell's address
 * @param field the field, or {@link #LEASE}
 * @param kind what the cell holds
 * @param version decides which of two cells at one address stays
 * @param end the first microsecond at which it has expired
 * @param id the write that made it; a touch keeps it
 * @param creation the creation that it was written for, which only the checks know
 * @param lifetime the lifetime that the map was last given, in the lease
 */
record Cell(Born born, String field, Kind kind, long version, long end, long id, Born creation, long lifetime) {

    /** The name of the lease's cell. */
    static final String LEASE = "";

    /** The order in which cells of one version win, as in Cassandra, which compares the ends first, and then bytes. */
    static final Comparator<Cell> TIE = Comparator.comparing((Cell cell) -> cell.kind() == Kind.TOMBSTONE)
            .thenComparingLong(Cell::end)
            .thenComparing(Cell::kind)
            .thenComparingLong(Cell::id);

    enum Kind {
        VALUE,
        REMOVED,
        TOMBSTONE
    }

    boolean isLease() {
        return field.equals(LEASE);
    }

    Cell touched(long step, long newEnd, long newLifetime) {
        return new Cell(born, field, kind, version + step, newEnd, id, creation, newLifetime);
    }
}
