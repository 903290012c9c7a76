package dev.holdall.benchmarks.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.SessionStore;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.Contender;
import dev.holdall.benchmarks.rounds.Filling;
import dev.holdall.benchmarks.rounds.RandomKeys;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.Row;
import dev.holdall.benchmarks.rounds.Targets;
import dev.holdall.benchmarks.rounds.Verbs;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares each verb of each face with the driver alone, on one node. */
final class FaceComparison {

    private static final String RAW = "raw";
    private static final String STORE = "store";

    private final boolean quick;
    private final String[] storeKeys = Workload.present();

    /**
     * The keys for the driver alone, in the same table as the store's, but different ones. With the same keys, writes
     * of both with one timestamp would meet: the one with the later expiry wins, and the loser costs less.
     */
    private final String[] rawKeys = Workload.keys("driver", storeKeys.length);

    FaceComparison(boolean quick) {
        this.quick = quick;
    }

    Results run() {
        try (CassandraCluster cluster = Cluster.oneNode();
                CqlSession session = Cluster.connect(cluster);
                SessionStore store = Cluster.open(cluster, session, "sessions")) {
            RawDriver driver = new RawDriver(session, Cluster.KEYSPACE + ".sessions");
            Filling.fill(store.async(), storeKeys);
            for (String key : rawKeys) {
                driver.set(key);
            }
            return compare(driver, store);
        }
    }

    private Results compare(RawDriver driver, SessionStore store) {
        Rounds rounds = quick
                ? new Rounds(1, Duration.ofMillis(100), Duration.ofSeconds(40))
                : new Rounds(4, Duration.ofMillis(100), Duration.ofMinutes(9));
        return rounds.run(
                new Results("Each face of the store beside the driver alone", RAW, Targets.of(0.95, 1.1))
                        .countingUsage(),
                contenders(driver, store));
    }

    private Map<Row, List<Contender>> contenders(RawDriver driver, SessionStore store) {
        RandomKeys<String> ofRaw = RandomKeys.of(rawKeys);
        RandomKeys<String> ofStore = RandomKeys.of(storeKeys);
        Map<Row, List<Contender>> contenders = new LinkedHashMap<>();
        for (String verb : Verbs.ALL) {
            for (String face : Verbs.FACES) {
                for (int inFlight : quick ? new int[] {1, 16} : new int[] {1, 16, 256}) {
                    contenders.put(
                            new Row(verb, face, inFlight),
                            List.of(
                                    new Contender(RAW, Verbs.ofRaw(driver, verb, face, ofRaw)),
                                    new Contender(STORE, Verbs.ofStore(store, verb, face, ofStore))));
                }
            }
        }
        return contenders;
    }
}
