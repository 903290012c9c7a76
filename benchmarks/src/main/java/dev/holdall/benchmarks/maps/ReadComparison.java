package dev.holdall.benchmarks.maps;

import dev.holdall.AsyncSessionMaps;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.AsyncLoad;
import dev.holdall.benchmarks.rounds.BlockingLoad;
import dev.holdall.benchmarks.rounds.Contender;
import dev.holdall.benchmarks.rounds.Filling;
import dev.holdall.benchmarks.rounds.RandomKeys;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.Row;
import dev.holdall.benchmarks.rounds.ServerTime;
import dev.holdall.benchmarks.rounds.Targets;
import java.util.List;
import java.util.Map;

/** Compares the read of a whole map with the client library alone. */
final class ReadComparison {

    private static final String RAW = "raw";
    private static final Targets READ = Targets.throughput("", 0.90);
    private static final Ttl TTL = Ttl.of(Workload.TTL);

    private final SessionMaps maps;
    private final RawMaps raw;
    private final ServerTime server;
    private final String[] storeKeys = Workload.keys("read", Workload.KEYS);

    /** The keys for the client library alone, as long as the store's keys. */
    private final String[] rawKeys = Workload.keys("rawr", Workload.KEYS);

    ReadComparison(SessionStore store, RawMaps raw, ServerTime server) {
        this.maps = store.maps();
        this.raw = raw;
        this.server = server;
    }

    Results run(Rounds rounds) {
        Filling.fill(storeKeys.length, index -> maps.async().create(storeKeys[index], MapFields.initial(), TTL));
        for (String key : rawKeys) {
            raw.create(key);
        }
        Results results =
                new Results("Reading a map of 10 fields of 100 bytes, beside the client library alone", RAW, READ);
        return rounds.run(server.shownIn(results.countingUsage()), contenders());
    }

    private Map<Row, List<Contender>> contenders() {
        RandomKeys<String> ofRaw = RandomKeys.of(rawKeys);
        RandomKeys<String> ofStore = RandomKeys.of(storeKeys);
        AsyncSessionMaps async = maps.async();
        return InFlight.ofBothFaces(
                "read",
                List.of(
                        new Contender(RAW, server.countedIn(new BlockingLoad<>(ofRaw, raw::get))),
                        new Contender("store", server.countedIn(new BlockingLoad<>(ofStore, this::read)))),
                List.of(
                        new Contender(RAW, server.countedIn(new AsyncLoad<>(ofRaw, raw::getAsync))),
                        new Contender(
                                "store",
                                server.countedIn(new AsyncLoad<>(
                                        ofStore,
                                        key -> async.get(key)
                                                .thenApply(found ->
                                                        found.orElseThrow().fields()))))));
    }

    /** Reads a map, and takes the bytes of its fields, as a caller does that needs them. */
    private void read(String key) {
        maps.get(key).orElseThrow().fields();
    }
}
