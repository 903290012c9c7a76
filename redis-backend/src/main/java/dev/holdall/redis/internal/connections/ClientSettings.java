package dev.holdall.redis.internal.connections;

import dev.holdall.redis.internal.options.ConnectionOptions;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.TlsOptions;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import java.io.File;
import java.time.Duration;

/** The settings of the client library: it fails early, reconnects early, and sends nothing twice. */
public final class ClientSettings {

    /** This is short, since the servers are near: one that doesn't answer by then won't answer later. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** This is shorter, so that the failure says that a server has not answered over TLS. */
    private static final Duration TLS_TIMEOUT = Duration.ofMillis(1_500);

    /**
     * The shortest time between two refreshes of a cluster's topology that are made because a node says or shows that
     * something has changed.
     */
    private static final Duration TOPOLOGY_CHANGE = Duration.ofMillis(500);

    /** The time between two regular refreshes of a cluster's topology. */
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(10);

    private final ConnectionOptions options;
    private final BackendContext context;

    public ClientSettings(ConnectionOptions options, BackendContext context) {
        this.options = options;
        this.context = context;
    }

    String store() {
        return context.store();
    }

    /** How long connecting may take, the TLS and HELLO handshakes included. */
    Duration connectTimeout() {
        return CONNECT_TIMEOUT;
    }

    /** Returns what a new client is made of. */
    OwnResources resources() {
        return OwnResources.acquire(context.threadFactory());
    }

    ClientOptions standalone() {
        return common(ClientOptions.builder()).build();
    }

    ClusterClientOptions cluster() {
        ClusterClientOptions.Builder builder = ClusterClientOptions.builder();
        common(builder);
        return builder.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .adaptiveRefreshTriggersTimeout(TOPOLOGY_CHANGE)
                        .refreshTriggersReconnectAttempts(1)
                        .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                        .build())
                .validateClusterNodeMembership(false)
                .build();
    }

    private ClientOptions.Builder common(ClientOptions.Builder builder) {
        return builder.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                // After a reconnect, no command is sent again: the server may have carried it out already.
                .replayFilter(command -> true)
                .requestQueueSize(options.maxRequestsInFlight())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(connectTimeout())
                        .keepAlive(true)
                        .build())
                // Commands have no timers of their own. The store ends each call at its deadline, even if a command is
                // lost together with its connection; the heartbeat closes a silent connection.
                .timeoutOptions(TimeoutOptions.create())
                // Without maintenance notifications, every server knows the handshake, and it needs no further right.
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .sslOptions(ssl(options.tls()));
    }

    private static SslOptions ssl(TlsOptions tls) {
        SslOptions.Builder builder = SslOptions.builder().jdkSslProvider().handshakeTimeout(TLS_TIMEOUT);
        if (tls.trustStore() != null) {
            builder.truststore(new File(tls.trustStore().path()), text(tls.trustStore()));
        }
        if (tls.keyStore() != null) {
            builder.keystore(
                    new File(tls.keyStore().path()), text(tls.keyStore()).toCharArray());
        }
        return builder.build();
    }

    private static String text(TlsOptions.KeyStoreFile file) {
        return file.password() == null ? "" : file.password();
    }
}
