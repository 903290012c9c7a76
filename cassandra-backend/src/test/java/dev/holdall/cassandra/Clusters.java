package dev.holdall.cassandra;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.config.SessionStores;
import dev.holdall.config.StoreBuilder;
import dev.holdall.spi.BackendFactory;
import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.cassandra.CassandraNode;
import java.util.stream.Collectors;

/** Clusters as the tests of this backend have them, and backends in their data centres. */
public final class Clusters {

    public static final String EQIAD = "eqiad";
    public static final String CODFW = "codfw";

    private Clusters() {}

    /**
     * One node in each of two data centres, with a wide area between them: shared by the tests that need no more, and
     * ended with this JVM. A test that disturbs it makes it whole again, see {@link TwoDataCenters}.
     */
    public static CassandraCluster shared() {
        return Shared.CLUSTER;
    }

    /** The options of a backend in a data centre; the table is created where it is missing. */
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

    /** Opens a backend with options that go before those. */
    public static BackendFactory backend(CassandraCluster cluster, String dataCenter, String options) {
        Config config = ConfigFactory.parseString(options).withFallback(options(cluster, dataCenter));
        return SessionStores.backend(new CassandraBackendProvider(), config);
    }

    /** A store in a data centre, still to be opened, with options of the backend that go before those. */
    public static StoreBuilder store(CassandraCluster cluster, String dataCenter, String options) {
        Config config = ConfigFactory.parseString(options).withFallback(options(cluster, dataCenter));
        return SessionStores.builder(dataCenter)
                .config(config.atPath("holdall.defaults.cassandra"))
                .backend(new CassandraBackendProvider());
    }

    /** Started when it is asked for. */
    private static final class Shared {

        static final CassandraCluster CLUSTER = CassandraCluster.builder()
                .dataCenter(EQIAD, 1)
                .dataCenter(CODFW, 1)
                .wideArea(true)
                .start();
    }
}
