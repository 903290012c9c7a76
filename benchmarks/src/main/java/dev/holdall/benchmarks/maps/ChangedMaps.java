package dev.holdall.benchmarks.maps;

import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.Ttl;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.Filling;
import dev.holdall.benchmarks.rounds.RandomKeys;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** Maps of many keys, to change by several callers. Each map is used by one caller at a time. Thread-safe. */
final class ChangedMaps {

    private static final Ttl TTL = Ttl.of(Workload.TTL);

    private final SessionMaps maps;
    private final List<ChangedMap> all;

    private ChangedMaps(SessionMaps maps, List<ChangedMap> all) {
        this.maps = maps;
        this.all = all;
    }

    /** Creates a map under each of the keys, and blocks until all are stored. */
    static ChangedMaps create(SessionMaps maps, String[] keys) {
        AtomicReferenceArray<SessionMap> created = new AtomicReferenceArray<>(keys.length);
        Filling.fill(
                keys.length,
                index -> maps.async()
                        .create(keys[index], MapFields.initial(), TTL)
                        .thenAccept(map -> created.set(index, map)));
        // The maps are read for the first time after different numbers of changes. So reads are as frequent in the
        // first calls as in all others.
        return new ChangedMaps(
                maps,
                IntStream.range(0, keys.length)
                        .mapToObj(i -> new ChangedMap(created.get(i), i % SessionMaps.MAX_CHANGES_IN_A_ROW))
                        .toList());
    }

    /** Returns the positions of maps, to be chosen at random. */
    RandomKeys<Integer> positions() {
        return RandomKeys.of(IntStream.range(0, all.size()).boxed().toList());
    }

    /** Changes one field of the map at a position, or of the next map that nobody is changing. */
    void change(int position) {
        take(position).change(maps);
    }

    /** Does what {@link #change} does, without blocking. */
    CompletionStage<?> changeAsync(int position) {
        return take(position).changeAsync(maps.async());
    }

    private ChangedMap take(int position) {
        int next = position;
        while (!all.get(next).take()) {
            next = (next + 1) % all.size();
        }
        return all.get(next);
    }
}
