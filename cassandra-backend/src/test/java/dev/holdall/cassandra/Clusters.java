package dev.holdall.cassandra;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.config.SessionStores;
import dev.holdall.config.StoreBuilder;
import dev.holdall.spi.BackendFactory;
import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.cassandra.CassandraNode;
import java.util.stream.Collectors;

/** The clusters of the tests of this backend, and backends in their data centres. */
public final class Clusters {

    public static final String EQIAD = "eqiad";
    public static final String CODFW = "codfw";

    /** The option that lets a store keep maps. */
    public static final String MAPS = "maps-table = maps\n";

    private Clusters() {}

    /**
     * Returns a cluster with one node in each of two data centres, and a wide area link between them. It is shared by
     * the tests that need no more, and ends with this JVM. A test that disturbs the cluster restores it afterwards, see
     * {@link TwoDataCenters}.
     */
    public static CassandraCluster shared() {
        return Shared.CLUSTER;
    }

    /** One node, alone: shared by the tests that need no more, and ended with this JVM. */
    public static CassandraCluster oneNode() {
        return OneNode.CLUSTER;
    }

    /** Returns the options of a backend in a data centre. The table is created if it is missing. */
    public static Config options(CassandraCluster cluster, String dataCenter) {
        String contactPoints = cluster.nodes(dataCenter).stream()
                .map(CassandraNode::contactPoint)
                .map(address -> "\"" + address.getHostString() + ":" + address.getPort() + "\"")
                .collect(Collectors.joining(", "));
        String replication = cluster.dataCenters().stream()
                .map(each -> each + " = " + cluster.nodes(each).size())
                .collect(Collectors.joining(", "));
        return ConfigFactory.parseString("""
                contact-points = [%s]
                local-datacenter = %s
                schema = create
                create.replication { %s }
                """.formatted(contactPoints, dataCenter, replication));
    }

    /** Returns a factory of backends in a data centre. The options given override those of {@link #options}. */
    public static BackendFactory backend(CassandraCluster cluster, String dataCenter, String options) {
        Config config = ConfigFactory.parseString(options).withFallback(options(cluster, dataCenter));
        return SessionStores.backend(new CassandraBackendProvider(), config);
    }

    /** Returns a builder of a store in a data centre. The options given override those of {@link #options}. */
    public static StoreBuilder store(CassandraCluster cluster, String dataCenter, String options) {
        Config config = ConfigFactory.parseString(options).withFallback(options(cluster, dataCenter));
        return SessionStores.builder(dataCenter)
                .config(config.atPath("holdall.defaults.cassandra"))
                .backend(new CassandraBackendProvider());
    }

    /** Started when it is first asked for. */
    private static final class OneNode {

        static final CassandraCluster CLUSTER =
                CassandraCluster.builder().dataCenter(EQIAD, 1).start();
    }

    /** Starts the cluster when it is first asked for. */
    private static final class Shared {

        static final CassandraCluster CLUSTER = CassandraCluster.builder()
                .dataCenter(EQIAD, 1)
                .dataCenter(CODFW, 1)
                .wideArea(true)
                .start();
    }
}
