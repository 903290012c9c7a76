package dev.holdall.tck.maps;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A map that a simulated request has read, and has changed since, perhaps several times. */
final class Snapshot {

    private final Replica.View view;
    private final Map<String, Long> written = new HashMap<>();
    private final Map<String, Set<Long>> seen = new HashMap<>();
    private final Set<String> removed = new HashSet<>();
    private int changes;

    Snapshot(Replica.View view, Map<String, Long> stored) {
        this.view = view;
        stored.forEach((field, id) -> seen(field).add(id));
    }

    Replica.View view() {
        return view;
    }

    int changes() {
        return changes;
    }

    /** Returns the version of the field when it was read. */
    long readBase(String field) {
        return view.base(field);
    }

    /** Returns the version of the field after the changes that were made since. */
    long base(String field) {
        return written.getOrDefault(field, view.base(field));
    }

    /** Returns the writes of a field that were stored when it was read, and those that this request has made since. */
    Set<Long> seen(String field) {
        return seen.computeIfAbsent(field, same -> new HashSet<>());
    }

    /** Whether this request has removed the field, so that it doesn't write it again. */
    boolean hasRemoved(String field) {
        return removed.contains(field);
    }

    void wrote(Cell cell) {
        written.put(cell.field(), cell.version());
        seen(cell.field()).add(cell.id());
        if (cell.kind() != Cell.Kind.VALUE) {
            removed.add(cell.field());
        }
    }

    void changed() {
        changes++;
    }
}
