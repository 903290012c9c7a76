package dev.holdall.benchmarks.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.SessionStore;
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
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Compares {@code get} and {@code set} in tables of growing sizes, all of them on one node. */
final class GrowthComparison {

    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private final long begunNanos = System.nanoTime();
    private final boolean quick;

    GrowthComparison(boolean quick) {
        this.quick = quick;
    }

    Results run() {
        try (CassandraCluster cluster = Cluster.oneNode();
                CqlSession session = Cluster.connect(cluster);
                Sized small = Sized.fill(cluster, session, 1_000);
                Sized medium = Sized.fill(cluster, session, quick ? 10_000 : 100_000);
                Sized large = Sized.fill(cluster, session, quick ? 100_000 : 1_000_000)) {
            new Progress(session).awaitCompacted();
            return compare(List.of(small, medium, large));
        }
    }

    private Results compare(List<Sized> tables) {
        Rounds rounds = quick
                ? new Rounds(1, Duration.ofMillis(150), Duration.ofSeconds(15))
                : new Rounds(2, Duration.ofMillis(500), timeLeft());
        return rounds.run(
                new Results("By the number of sessions", tables.get(0).name(), Targets.NONE),
                (slice, round, results) -> {
                    for (String verb : List.of("get", "set")) {
                        Rounds.inTurn(tables, round).forEach(table -> {
                            table.measure(new Row(verb, Verbs.BLOCKING, 1), slice, results);
                            table.measure(new Row(verb, Verbs.ASYNC, 16), slice, results);
                        });
                    }
                });
    }

    /** Returns the time that is left for the rounds, since filling the tables takes longer on a slow machine. */
    private Duration timeLeft() {
        Duration left = AT_MOST.minusNanos(System.nanoTime() - begunNanos);
        Duration most = Duration.ofMinutes(5);
        return left.compareTo(most) < 0 ? left : most;
    }

    /** A table with this many sessions. */
    private record Sized(int sessions, SessionStore store, RandomKeys<String> keys) implements AutoCloseable {

        static Sized fill(CassandraCluster cluster, CqlSession session, int sessions) {
            String[] keys = Workload.keys("session", sessions);
            SessionStore store = Cluster.open(cluster, session, "sessions_" + sessions);
            try {
                long begun = System.nanoTime();
                Filling.fill(store.async(), keys);
                System.err.printf(
                        Locale.ROOT, "%,d sessions written in %.0f s%n", sessions, (System.nanoTime() - begun) / 1e9);
                return new Sized(sessions, store, RandomKeys.of(keys));
            } catch (RuntimeException | Error e) {
                store.close();
                throw e;
            }
        }

        String name() {
            return String.format(Locale.ROOT, "%,d", sessions);
        }

        void measure(Row row, Duration slice, Results results) {
            Load load = Verbs.ofStore(store, row.verb(), row.face(), keys);
            results.add(row, name(), load.run(row.inFlight(), slice));
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
