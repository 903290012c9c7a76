package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import dev.holdall.spi.TlsOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the servers are reached.
 *
 * @param endpoints which they are; null where that has problems
 * @param sentinelCredentials null for none
 * @param tls how connections are encrypted, if they are
 * @param nearest whether replicas nearby are read from
 * @param replicas which, unless a cluster tells
 * @param maxRequestsInFlight on a connection
 */
public record ConnectionOptions(
        @Nullable RedisEndpoints endpoints,
        @Nullable Credentials sentinelCredentials,
        TlsOptions tls,
        boolean nearest,
        List<HostAndPort> replicas,
        int maxRequestsInFlight) {

    /** Who answers reads. */
    enum ReadFrom {
        PRIMARY,
        NEAREST
    }

    /** As many as a bulk call sends at a time. */
    private static final int LEAST_REQUESTS = 256;

    private static final int MOST_REQUESTS = 10_000_000;

    /** Reads them; problems stay with the reader. */
    public static ConnectionOptions read(BackendOptions options) {
        RedisEndpoints endpoints = RedisEndpoints.read(options);
        boolean nearest = options.choice("read-from", ReadFrom.class) == ReadFrom.NEAREST;
        List<HostAndPort> replicas = HostAndPort.readAll(options, "replicas", Topology.STANDALONE.defaultPort());
        checkReplicas(options, endpoints, nearest, replicas);
        return new ConnectionOptions(
                endpoints,
                Credentials.read(options, "sentinel."),
                TlsOptions.read(options),
                nearest,
                replicas,
                options.integer("max-requests-in-flight", LEAST_REQUESTS, MOST_REQUESTS));
    }

    private static void checkReplicas(
            BackendOptions options, @Nullable RedisEndpoints endpoints, boolean nearest, List<HostAndPort> replicas) {
        boolean cluster = endpoints != null && endpoints.topology() == Topology.CLUSTER;
        if (!replicas.isEmpty() && (cluster || !nearest)) {
            options.problem(
                    "replicas",
                    cluster
                            ? "is for a primary with replicas: a cluster tells its own"
                            : "is not used unless read-from = nearest");
        }
        if (nearest && !cluster && endpoints != null && replicas.isEmpty()) {
            options.problem(
                    "replicas", "is required where read-from = nearest: name those nearby, as host or host:port");
        }
    }
}
