package dev.holdall.testservers.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import com.datastax.oss.driver.internal.core.connection.ConstantReconnectionPolicy;
import com.datastax.oss.driver.internal.core.loadbalancing.BasicLoadBalancingPolicy;
import dev.holdall.testservers.processes.ServerCertificate;
import java.time.Duration;
import java.util.List;

/** Opens driver sessions, for tests and for checking whether nodes are ready. */
final class Sessions {

    /** The superuser that Cassandra creates itself; {@link #PASSWORD} is its password. */
    static final String USER = "cassandra";

    static final String PASSWORD = "cassandra";

    private final ClusterSettings settings;

    Sessions(ClusterSettings settings) {
        this.settings = settings;
    }

    /** Opens a session whose local data centre is the given one. */
    CqlSession local(List<CassandraNode> nodes, String dataCenter) {
        return builder(nodes)
                .withLocalDatacenter(dataCenter)
                .withConfigLoader(patient().build())
                .build();
    }

    /** Opens a session in which any node can be the coordinator. */
    CqlSession everywhere(List<CassandraNode> nodes) {
        DriverConfigLoader config = patient()
                .withClass(DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, BasicLoadBalancingPolicy.class)
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .withBoolean(DefaultDriverOption.METADATA_TOKEN_MAP_ENABLED, false)
                .build();
        return builder(nodes).withConfigLoader(config).build();
    }

    private CqlSessionBuilder builder(List<CassandraNode> nodes) {
        CqlSessionBuilder builder = CqlSession.builder()
                .addContactPoints(
                        nodes.stream().map(CassandraNode::contactPoint).toList());
        if (settings.authentication()) {
            builder.withAuthCredentials(USER, PASSWORD);
        }
        ServerCertificate certificate = settings.certificate();
        if (certificate != null) {
            builder.withSslEngineFactory(new ProgrammaticSslEngineFactory(certificate.sslContext(), null, true));
        }
        return builder;
    }

    private static ProgrammaticDriverConfigLoaderBuilder patient() {
        return DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, Duration.ofSeconds(5))
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(5))
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(10))
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_INTERVAL, Duration.ofMillis(50))
                .withClass(DefaultDriverOption.RECONNECTION_POLICY_CLASS, ConstantReconnectionPolicy.class)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                .withDuration(DefaultDriverOption.METADATA_TOPOLOGY_WINDOW, Duration.ofMillis(100))
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0);
    }
}
