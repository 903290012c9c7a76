package dev.holdall.benchmarks.maps;

import dev.holdall.AsyncSessionMaps;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A map of one key that is changed again and again. Each change is based on what the last one has returned. After as
 * many changes as are allowed in a row, the map is read again, and the time of that read is a part of the next change.
 */
final class ChangedMap {

    private final String key;
    private final AtomicBoolean taken = new AtomicBoolean();

    /** What the next change is based on. Only the caller that has taken this map uses it, and {@link #left}. */
    private SessionMap seen;

    /** How many changes may follow before the map has to be read again. */
    private int left;

    /**
     * Creates the state of a map that is stored.
     *
     * @param seen the map, as it was created
     * @param left after how many changes it is read for the first time; at most as many as are allowed in a row
     */
    ChangedMap(SessionMap seen, int left) {
        this.key = seen.key();
        this.seen = seen;
        this.left = left;
    }

    /** Takes this map for one change. Returns false if another caller has it. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /** Changes one field of the map, which the caller has taken, and gives the map back. */
    void change(SessionMaps maps) {
        try {
            if (left == 0) {
                read(maps.get(key).orElseThrow());
            }
            seen = maps.change(seen, MapFields.change(left));
            left--;
        } finally {
            taken.set(false);
        }
    }

    /** Does what {@link #change} does, without blocking. */
    CompletionStage<SessionMap> changeAsync(AsyncSessionMaps maps) {
        return upToDate(maps)
                .thenCompose(map -> maps.change(map, MapFields.change(left)))
                .whenComplete((changed, failure) -> {
                    if (failure == null) {
                        seen = changed;
                        left--;
                    }
                    taken.set(false);
                });
    }

    private CompletionStage<SessionMap> upToDate(AsyncSessionMaps maps) {
        if (left > 0) {
            return CompletableFuture.completedFuture(seen);
        }
        return maps.get(key).thenApply(found -> {
            read(found.orElseThrow());
            return seen;
        });
    }

    private void read(SessionMap map) {
        seen = map;
        left = SessionMaps.MAX_CHANGES_IN_A_ROW;
    }
}
