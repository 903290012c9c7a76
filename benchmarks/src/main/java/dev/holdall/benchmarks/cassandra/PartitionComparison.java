package dev.holdall.benchmarks.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.SessionStore;
import dev.holdall.benchmarks.maps.MapComparisons;
import dev.holdall.benchmarks.rounds.ServerTime;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.io.IOException;

/** Measures the maps and logins of a store on one node. A map is a partition there. */
final class PartitionComparison {

    private PartitionComparison() {}

    /** Measures, and prints and writes the results. Blocks. */
    static void run(boolean quick) throws IOException {
        MapComparisons comparisons;
        try (CassandraCluster cluster = Cluster.oneNode();
                CqlSession session = Cluster.connect(cluster);
                SessionStore store = Cluster.openWithMaps(cluster, session, "sessions", "maps")) {
            RawRows raw = RawRows.create(session, Cluster.KEYSPACE + ".raw_maps");
            comparisons = MapComparisons.run(MapComparisons.rounds(quick), store, raw, ServerTime.UNKNOWN);
        }
        comparisons.print(System.out);
        System.out.println("JSON: " + comparisons.write("cassandra-maps"));
    }
}
