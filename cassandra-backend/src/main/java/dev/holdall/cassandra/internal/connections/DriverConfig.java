package dev.holdall.cassandra.internal.connections;

import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.TlsOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds the driver's configuration: the settings that this backend needs, overridden by those of the application's
 * {@code driver} block.
 */
final class DriverConfig {

    private static final String ROOT = "datastax-java-driver";

    /**
     * The interval between two heartbeats of an idle connection. A dead node is noticed after this interval and
     * {@link #HEARTBEAT_TIMEOUT} at the latest.
     */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /**
     * How long the driver waits for the answer to a heartbeat. The driver warns if the next heartbeat is due before the
     * last one is answered, so this is shorter than the interval.
     */
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofMillis(1_800);

    private static final Duration TIMER_TICK = Duration.ofMillis(10);

    /** The number of stream ids of a connection, and so of its concurrent requests, in protocol V4. */
    private static final int MAX_STREAM_IDS = 32_768;

    private static final Duration MAX_CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final Map<String, Object> settings = new HashMap<>();

    private DriverConfig() {}

    static DriverConfigLoader loader(
            ConnectionOptions connection, CassandraOptions options, BackendContext context, Duration openTimeout) {
        DriverConfig config = new DriverConfig();
        config.requests(options, context);
        config.bounds(options);
        config.connections(openTimeout);
        config.recovery();
        config.footprint(options, context);
        config.security(connection);
        return config.over(connection.driver());
    }

    private void requests(CassandraOptions options, BackendContext context) {
        set("basic.request.timeout", context.requestTimeout());
        // A deletion that another data centre doesn't answer has to time out after half of request-timeout, so that the
        // local data centre gets the other half. With coarse ticks, half of a short timeout would end too late.
        set("advanced.netty.timer.tick-duration", TIMER_TICK);
        set("basic.request.consistency", options.consistency().read().name());
        // With protocol V5, a transaction that times out makes the node close the connection, with all its requests.
        set("advanced.protocol.version", "V4");
        // Plain writes carry their version as the timestamp, and transactions get theirs from the server.
        set("advanced.timestamp-generator.class", "ServerSideTimestampGenerator");
        // The driver would log the server's warnings, which may name a key.
        set("advanced.request.log-warnings", false);
        set("advanced.request-tracker.logs.show-values", false);
    }

    /**
     * Gives each connection room for as many requests as this backend has in flight at once, and for as many that have
     * timed out but are not answered yet. With less room, the driver would refuse requests to a node that is only busy,
     * or replace the connection to it.
     */
    private void bounds(CassandraOptions options) {
        int most = Math.min(MAX_STREAM_IDS, 2 * options.maxRequestsInFlight());
        set("advanced.connection.max-requests-per-connection", most);
        set("advanced.connection.max-orphan-requests", most - most / 20);
    }

    private void connections(Duration openTimeout) {
        Duration attempt = openTimeout.dividedBy(3);
        Duration timeout = attempt.compareTo(MAX_CONNECT_TIMEOUT) < 0 ? attempt : MAX_CONNECT_TIMEOUT;
        set("advanced.connection.connect-timeout", timeout);
        set("advanced.connection.init-query-timeout", timeout);
        set("advanced.control-connection.timeout", timeout);
        set("advanced.metadata.schema.request-timeout", openTimeout);
        set("advanced.socket.keep-alive", true);
    }

    /** Lets the driver use a node again within seconds after the node has come back. */
    private void recovery() {
        set("advanced.heartbeat.interval", HEARTBEAT);
        set("advanced.heartbeat.timeout", HEARTBEAT_TIMEOUT);
        set("advanced.reconnection-policy.base-delay", Duration.ofMillis(200));
        set("advanced.reconnection-policy.max-delay", Duration.ofSeconds(5));
    }

    /**
     * Switches off what the backend doesn't need: reloading the configuration, the schema of other keyspaces,
     * monitoring, threads that keep the JVM alive, and long waits at shutdown.
     */
    private void footprint(CassandraOptions options, BackendContext context) {
        set("basic.session-name", "holdall-" + context.store());
        set("basic.config-reload-interval", 0);
        set(
                "advanced.metadata.schema.refreshed-keyspaces",
                List.of(options.table().keyspace()));
        set("advanced.monitor-reporting.enabled", false);
        set("advanced.netty.daemon", true);
        shutdown("io-group");
        shutdown("admin-group");
    }

    private void shutdown(String group) {
        set("advanced.netty." + group + ".shutdown.quiet-period", 100);
        set("advanced.netty." + group + ".shutdown.timeout", 2_000);
        set("advanced.netty." + group + ".shutdown.unit", "MILLISECONDS");
    }

    private void security(ConnectionOptions connection) {
        Credentials credentials = connection.credentials();
        if (credentials != null) {
            set("advanced.auth-provider.class", "PlainTextAuthProvider");
            set("advanced.auth-provider.username", Objects.requireNonNull(credentials.username()));
            set("advanced.auth-provider.password", credentials.password());
        }
        TlsOptions tls = connection.tls();
        if (tls.enabled()) {
            set("advanced.ssl-engine-factory.class", "DefaultSslEngineFactory");
            set("advanced.ssl-engine-factory.hostname-validation", tls.hostnameVerification());
            store("truststore", tls.trustStore());
            store("keystore", tls.keyStore());
        }
    }

    private void store(String name, TlsOptions.@Nullable KeyStoreFile store) {
        if (store != null) {
            set("advanced.ssl-engine-factory." + name + "-path", store.path());
            if (store.password() != null) {
                set("advanced.ssl-engine-factory." + name + "-password", store.password());
            }
        }
    }

    private void set(String path, Object value) {
        settings.put(path, value instanceof Duration duration ? Math.max(1, duration.toMillis()) + " ms" : value);
    }

    private DriverConfigLoader over(Config passedOn) {
        Config config = passedOn.withFallback(ConfigFactory.parseMap(settings)).atPath(ROOT);
        return DriverConfigLoader.fromString(config.root().render(ConfigRenderOptions.concise()));
    }
}
