package dev.holdall.benchmarks.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.cassandra.CassandraBackendProvider;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Collectors;

/** Starts clusters for benchmarks, and opens stores on them. */
final class Cluster {

    static final String LOCAL = "eqiad";
    static final String REMOTE = "codfw";
    static final String KEYSPACE = "holdall";

    /**
     * The heap of a node. It is large, so that garbage collections and flushes of memtables are rare compared with the
     * time that a contender runs in a round.
     */
    private static final int NODE_HEAP_MEBIBYTES = 2_048;

    private Cluster() {}

    static CassandraCluster oneNode() {
        return CassandraCluster.builder()
                .dataCenter(LOCAL, 1)
                .heapMebibytes(NODE_HEAP_MEBIBYTES)
                .start();
    }

    static CassandraCluster twoDataCenters() {
        return CassandraCluster.builder()
                .dataCenter(LOCAL, 1)
                .dataCenter(REMOTE, 1)
                .wideArea(true)
                .start();
    }

    /**
     * Opens the session that the driver alone and a store share, so that both have the same connections, protocol and
     * timeout.
     */
    static CqlSession connect(CassandraCluster cluster) {
        InetSocketAddress node = cluster.node(LOCAL, 0).contactPoint();
        return CqlSession.builder()
                .addContactPoint(node)
                .withLocalDatacenter(LOCAL)
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(2))
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(5))
                        .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                        .withString(DefaultDriverOption.TIMESTAMP_GENERATOR_CLASS, "ServerSideTimestampGenerator")
                        .build())
                .build();
    }

    /** Opens a store on a table of its own, which it creates. */
    static SessionStore open(CassandraCluster cluster, CqlSession session, String table) {
        return openWithMaps(cluster, session, table, "null");
    }

    /** Opens a store on tables of its own for entries and for maps, which it creates. */
    static SessionStore openWithMaps(CassandraCluster cluster, CqlSession session, String table, String mapsTable) {
        String replication =
                cluster.dataCenters().stream().map(name -> name + " = 1").collect(Collectors.joining(", "));
        return SessionStores.builder("sessions")
                .config(ConfigFactory.parseString("""
                        holdall.stores.sessions.open-timeout = 1 minute
                        holdall.stores.sessions.cassandra {
                          table = %s, maps-table = %s, schema = create, create.replication { %s }
                        }
                        """.formatted(table, mapsTable, replication)))
                .backend(CassandraBackendProvider.using(session))
                .open();
    }
}
