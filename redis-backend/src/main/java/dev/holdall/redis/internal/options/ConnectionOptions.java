package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import dev.holdall.spi.TlsOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options for connecting to the servers.
 *
 * @param endpoints the servers; null if their options have problems
 * @param sentinelCredentials the credentials for the sentinels; null for none
 * @param tls how connections are encrypted, if {@link RedisEndpoints#tls()} is true
 * @param nearest whether reads go to nearby replicas
 * @param replicas the replicas to read from, the nearest first; empty for a cluster, whose nodes report its replicas
 * @param maxRequestsInFlight how many requests may wait for an answer on one connection
 */
public record ConnectionOptions(
        @Nullable RedisEndpoints endpoints,
        @Nullable Credentials sentinelCredentials,
        TlsOptions tls,
        boolean nearest,
        List<HostAndPort> replicas,
        int maxRequestsInFlight) {

    /** Which server answers reads. */
    enum ReadFrom {
        PRIMARY,
        NEAREST
    }

    /** A bulk call sends this many requests at a time. */
    private static final int LEAST_REQUESTS = 256;

    private static final int MOST_REQUESTS = 10_000_000;

    /** Reads the options, and reports their problems to {@code options}. */
    public static ConnectionOptions read(BackendOptions options) {
        RedisEndpoints endpoints = EndpointsReader.read(options);
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
                            ? "is for a primary with replicas: a cluster's nodes report its replicas themselves"
                            : "is not used unless read-from = nearest");
        }
        if (nearest && !cluster && endpoints != null && replicas.isEmpty()) {
            options.problem(
                    "replicas",
                    "is required where read-from = nearest: list the nearby replicas, as host or host:port");
        }
    }
}
