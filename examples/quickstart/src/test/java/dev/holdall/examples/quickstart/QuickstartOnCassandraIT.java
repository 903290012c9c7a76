package dev.holdall.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuickstartOnCassandraIT {

    private static final String CASSANDRA = "holdall.defaults.cassandra.";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void theQuickstart_runsOnANode_byConfigurationAlone() {
        try (CassandraCluster cluster =
                        CassandraCluster.builder().dataCenter("local", 1).start();
                SessionStores stores = SessionStores.openAll(options(cluster))) {
            LoginAndLogout.show(stores.store("sessions"), out);
            Report report =
                    new LoadReplay(stores.store("sessions"), stores.store("anonymous")).run(2, Duration.ofSeconds(2));
            report.print(out);

            assertThat(stores.store("anonymous").traits().ttlResolution()).isEqualTo(Duration.ofSeconds(1));
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("it stays gone", "resurrected sessions: 0");
            assertThat(report.revoked()).isPositive();
            assertThat(report.tally().hits()).isPositive();
            assertThat(report.tally().failures()).isEmpty();
        }
    }

    /** Returns the options of the command that examples/cassandra-node prints. */
    private static Config options(CassandraCluster cluster) {
        InetSocketAddress node = cluster.node("local", 0).contactPoint();
        return ConfigFactory.parseMap(Map.of(
                        "holdall.defaults.backend",
                        "cassandra",
                        CASSANDRA + "contact-points",
                        node.getHostString() + ":" + node.getPort(),
                        CASSANDRA + "local-datacenter",
                        "local",
                        CASSANDRA + "create.replication.local",
                        "1"))
                .withFallback(ConfigFactory.load());
    }
}
