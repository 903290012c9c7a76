package dev.holdall.benchmarks.maps;

import dev.holdall.SessionStore;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.AsyncLoad;
import dev.holdall.benchmarks.rounds.BlockingLoad;
import dev.holdall.benchmarks.rounds.Contender;
import dev.holdall.benchmarks.rounds.Load;
import dev.holdall.benchmarks.rounds.RandomKeys;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.Row;
import dev.holdall.benchmarks.rounds.ServerTime;
import dev.holdall.benchmarks.rounds.Targets;
import dev.holdall.benchmarks.rounds.Verbs;
import java.util.List;
import java.util.Map;

/** Compares the change of one field of a map with a {@code set} of an entry that has as many bytes as the map. */
final class ChangeComparison {

    private static final String SET = "set";
    private static final String CHANGE = "change";
    private static final Targets TARGETS = Targets.throughput("", 0.80);

    private final SessionStore store;
    private final ServerTime server;

    /** Creates the comparison. The entries of {@link Workload#present()} are written already. */
    ChangeComparison(SessionStore store, ServerTime server) {
        this.store = store;
        this.server = server;
    }

    Results run(Rounds rounds) {
        ChangedMaps maps = ChangedMaps.create(store.maps(), Workload.keys("change", Workload.KEYS));
        Results results =
                new Results("Changing a field of 100 bytes, beside the store's own set of 1 KiB", SET, TARGETS);
        return rounds.run(server.shownIn(results.countingUsage()), contenders(maps));
    }

    private Map<Row, List<Contender>> contenders(ChangedMaps maps) {
        RandomKeys<Integer> positions = maps.positions();
        return InFlight.ofBothFaces(
                "write",
                List.of(setting(Verbs.BLOCKING), contender(CHANGE, new BlockingLoad<>(positions, maps::change))),
                List.of(setting(Verbs.ASYNC), contender(CHANGE, new AsyncLoad<>(positions, maps::changeAsync))));
    }

    private Contender setting(String face) {
        return contender(SET, Verbs.ofStore(store, SET, face, RandomKeys.of(Workload.present())));
    }

    private Contender contender(String name, Load load) {
        return new Contender(name, server.countedIn(load));
    }
}
