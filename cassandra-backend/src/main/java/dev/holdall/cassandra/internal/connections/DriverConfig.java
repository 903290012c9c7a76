package dev.holdall.cassandra.internal.connections;

import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.TlsOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the driver is configured with: what this backend needs, beneath what the application passes on. */
final class DriverConfig {

    private static final String ROOT = "datastax-java-driver";

    /** A dead peer is noticed after the sum of the two. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /** Below the interval, lest the driver warn of a heartbeat that comes before the last one is answered. */
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofMillis(1_800);

    private static final Duration TIMER_TICK = Duration.ofMillis(10);

    /** As many as the protocol has. */
    private static final int MOST_STREAM_IDS = 32_768;

    private static final Duration MOST_CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final Map<String, Object> settings = new HashMap<>();

    private DriverConfig() {}

    static DriverConfigLoader loader(ConnectionOptions connection, CassandraOptions options, BackendContext context) {
        DriverConfig config = new DriverConfig();
        config.requests(options, context);
        config.bounds(options);
        config.connections(Requests.timeout(context.openDeadline()));
        config.recovery();
        config.footprint(options, context);
        config.security(connection);
        return config.over(connection.driver());
    }

    private void requests(CassandraOptions options, BackendContext context) {
        set("basic.request.timeout", context.requestTimeout());
        // Of a short timeout, too, half has to end in time for a deletion in the local data centre.
        set("advanced.netty.timer.tick-duration", TIMER_TICK);
        set("basic.request.consistency", options.consistency().read().name());
        // With later versions of the protocol, a transaction that times out closes the connection with all its
        // requests.
        set("advanced.protocol.version", "V4");
        // Versions are this library's own.
        set("advanced.timestamp-generator.class", "ServerSideTimestampGenerator");
        // A warning of the server may name a key.
        set("advanced.request.log-warnings", false);
        set("advanced.request-tracker.logs.show-values", false);
    }

    /**
     * A connection has room for as many requests as this backend sends at once, and for as many that have timed out and
     * are not answered yet: otherwise a node that is only busy would look as if it were not connected, and would be
     * connected anew.
     */
    private void bounds(CassandraOptions options) {
        int most = Math.min(MOST_STREAM_IDS, 2 * options.maxRequestsInFlight());
        set("advanced.connection.max-requests-per-connection", most);
        set("advanced.connection.max-orphan-requests", most - most / 20);
    }

    private void connections(Duration openTimeout) {
        Duration attempt = openTimeout.dividedBy(3);
        Duration timeout = attempt.compareTo(MOST_CONNECT_TIMEOUT) < 0 ? attempt : MOST_CONNECT_TIMEOUT;
        set("advanced.connection.connect-timeout", timeout);
        set("advanced.connection.init-query-timeout", timeout);
        set("advanced.control-connection.timeout", timeout);
        set("advanced.metadata.schema.request-timeout", openTimeout);
        set("advanced.socket.keep-alive", true);
    }

    /** A node that comes back is used again within seconds. */
    private void recovery() {
        set("advanced.heartbeat.interval", HEARTBEAT);
        set("advanced.heartbeat.timeout", HEARTBEAT_TIMEOUT);
        set("advanced.reconnection-policy.base-delay", Duration.ofMillis(200));
        set("advanced.reconnection-policy.max-delay", Duration.ofSeconds(5));
    }

    /** As little as possible beside the requests. */
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
