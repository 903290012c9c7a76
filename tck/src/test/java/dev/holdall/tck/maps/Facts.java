package dev.holdall.tck.maps;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a simulated run, as only an observer of the whole world knows, and which promises that broke.
 */
final class Facts {

    /**
     * A change of one field.
     *
     * @param readBase the version of the field when its request read the map
     * @param seen the writes of the field that its request knew, or that lay beneath what it had read
     */
    private record Change(long id, String field, Born creation, boolean removal, long readBase, Set<Long> seen) {}

    private final Map<Born, Set<String>> created = new HashMap<>();
    private final Set<Born> deleted = new HashSet<>();
    private final List<Change> changes = new ArrayList<>();
    private final Set<Promise> broken = EnumSet.noneOf(Promise.class);
    private @Nullable Born greatest;
    private boolean revoked;

    Set<Promise> broken() {
        return broken;
    }

    void created(Born creation, Set<String> fields) {
        created.computeIfAbsent(creation, same -> new HashSet<>()).addAll(fields);
        greatest = greatest == null || creation.compareTo(greatest) > 0 ? creation : greatest;
    }

    void deleted(Set<Born> known) {
        deleted.addAll(known);
    }

    void revoked() {
        revoked = true;
    }

    void changed(Cell cell, Snapshot snapshot) {
        changes.add(new Change(
                cell.id(),
                cell.field(),
                cell.creation(),
                cell.kind() != Cell.Kind.VALUE,
                snapshot.readBase(cell.field()),
                Set.copyOf(snapshot.seen(cell.field()))));
    }

    /** Checks what a reader sees, at any time. */
    void checkView(Replica replica, Replica.@Nullable View view, long now) {
        if (view == null) {
            return;
        }
        breakIf(
                view.fields().values().stream()
                        .anyMatch(cell -> !cell.creation().equals(view.creation())),
                Promise.NEVER_MIXED);
        Set<String> complete = created.getOrDefault(view.creation(), Set.of());
        breakIf(!view.fields().keySet().containsAll(complete), Promise.NEVER_HALF);
        for (String field : Simulation.FIELDS) {
            Cell stored = replica.raw(view.born(), field);
            breakIf(stored != null && stored.kind() != Cell.Kind.TOMBSTONE && stored.end() <= now, Promise.NEVER_HALF);
        }
    }

    /** Checks what a reader sees once all data centres have exchanged everything. */
    void checkOutcome(Replica.@Nullable View view) {
        if (view == null) {
            return;
        }
        breakIf(revoked, Promise.NEVER_BACK);
        breakIf(deleted.contains(view.creation()), Promise.NEVER_BACK);
        breakIf(!view.creation().equals(greatest), Promise.NEVER_BACK);
    }

    /** Checks each change against what has become of it. */
    void checkChanges(Replica replica, Replica.@Nullable View view) {
        if (view == null) {
            return;
        }
        for (Change change : changes) {
            if (change.creation().equals(view.creation())) {
                checkChange(change, replica.raw(view.born(), change.field()), view);
            }
        }
    }

    private void checkChange(Change change, @Nullable Cell winner, Replica.View view) {
        breakIf(winner == null, Promise.NOTHING_LOST);
        if (winner == null) {
            return;
        }
        breakIf(winner.id() != change.id() && change.seen().contains(winner.id()), Promise.NOTHING_LOST);
        boolean shown = view.visible().containsValue(change.id());
        breakIf(shown && changes.stream().anyMatch(other -> removes(other, change)), Promise.REMOVAL_HOLDS);
    }

    private static boolean removes(Change removal, Change change) {
        return removal.removal()
                && removal.field().equals(change.field())
                && removal.creation().equals(change.creation())
                && removal.readBase() >= change.readBase()
                && !change.seen().contains(removal.id());
    }

    void breakIf(boolean isBroken, Promise promise) {
        if (isBroken) {
            broken.add(promise);
        }
    }
}
