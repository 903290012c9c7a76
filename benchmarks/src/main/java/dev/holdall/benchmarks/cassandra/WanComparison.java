package dev.holdall.benchmarks.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.Filling;
import dev.holdall.benchmarks.rounds.Load;
import dev.holdall.benchmarks.rounds.RandomKeys;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.Row;
import dev.holdall.benchmarks.rounds.Targets;
import dev.holdall.benchmarks.rounds.Verbs;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the local verbs in one data centre while another one is far away, cut off or down. */
final class WanComparison {

    private static final String NEAR = "no distance";
    private static final String UP = "both up";
    private static final String SILENT = "cut off";
    private static final String DOWN = "known down";
    private static final Targets TARGETS = Targets.throughput("", 0.95);
    private static final Duration SETTLING = Duration.ofMillis(300);

    private final boolean quick;
    private final Duration oneWay;
    private final RandomKeys<String> keys = RandomKeys.of(Workload.present());
    private final PrintStream out;

    WanComparison(boolean quick, Duration oneWay, PrintStream out) {
        this.quick = quick;
        this.oneWay = oneWay;
        this.out = out;
    }

    List<Results> run() {
        try (CassandraCluster cluster = Cluster.twoDataCenters();
                CqlSession session = Cluster.connect(cluster);
                SessionStore store = Cluster.open(cluster, session, "sessions")) {
            Filling.fill(store.async(), Workload.present());
            Map<Row, Load> loads = loads(store);
            return List.of(distance(cluster, loads), outage(cluster, new Progress(session), store, loads));
        }
    }

    private Map<Row, Load> loads(SessionStore store) {
        Map<Row, Load> loads = new LinkedHashMap<>();
        for (String verb : Verbs.ALL) {
            loads.put(new Row(verb, Verbs.BLOCKING, 1), Verbs.ofStore(store, verb, Verbs.BLOCKING, keys));
            loads.put(new Row(verb, Verbs.ASYNC, 16), Verbs.ofStore(store, verb, Verbs.ASYNC, keys));
        }
        return loads;
    }

    private Results distance(CassandraCluster cluster, Map<Row, Load> loads) {
        String far = oneWay.toMillis() + " ms away";
        Rounds rounds = quick
                ? new Rounds(1, Duration.ofMillis(150), Duration.ofSeconds(14))
                : new Rounds(2, Duration.ofMillis(500), Duration.ofMinutes(2));
        return rounds.run(
                new Results("Local verbs, by the distance of the other data centre", NEAR, TARGETS),
                (slice, round, results) -> Rounds.inTurn(List.of(NEAR, far), round)
                        .forEach(condition -> {
                            cluster.link().delay(condition.equals(NEAR) ? Duration.ZERO : oneWay);
                            loads.values().iterator().next().run(1, SETTLING);
                            measure(loads, condition, slice, results);
                        }));
    }

    private Results outage(CassandraCluster cluster, Progress progress, SessionStore store, Map<Row, Load> loads) {
        cluster.link().delay(oneWay);
        FarVerbs farVerbs = new FarVerbs(store, RandomKeys.of(Workload.keys("far", 1 << 10)));
        Rounds rounds = quick
                ? new Rounds(0, Duration.ofMillis(200), Duration.ZERO)
                : new Rounds(0, Duration.ofMillis(700), Duration.ofMinutes(3));
        Results results = rounds.run(
                new Results("Local verbs, by the state of the other data centre", UP, TARGETS),
                (slice, round, each) -> {
                    try {
                        measure(loads, UP, slice, each);
                        farVerbs.call(UP);
                        cluster.link().cut();
                        measure(loads, SILENT, slice, each);
                        farVerbs.call(SILENT);
                        awaitNoticed(store);
                        measure(loads, DOWN, slice, each);
                        farVerbs.call(DOWN);
                    } finally {
                        cluster.link().heal();
                        cluster.awaitUp();
                    }
                    progress.awaitHintsSent();
                });
        farVerbs.print(out);
        return results;
    }

    private static void measure(Map<Row, Load> loads, String condition, Duration slice, Results results) {
        loads.forEach((row, load) -> results.add(row, condition, load.run(row.inFlight(), slice)));
    }

    /**
     * Waits until the local node has noticed that the other data centre is down. It then refuses reads of the latest at
     * once.
     */
    private void awaitNoticed(SessionStore store) {
        RandomKeys<String>.Sequence any = keys.sequence();
        Progress.await(Duration.ofSeconds(60), () -> {
            try {
                store.get(any.next(), Read.LATEST);
            } catch (StoreUnavailableException e) {
                return true;
            } catch (SessionStoreException e) {
                return false;
            }
            return false;
        });
    }
}
