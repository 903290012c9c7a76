package dev.holdall.redis.internal.connections;

import dev.holdall.redis.internal.options.ConnectionOptions;
import dev.holdall.redis.internal.options.RedisEndpoints;
import dev.holdall.redis.internal.options.Topology;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.StaticCredentialsProvider;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the client library's URIs for the servers, with credentials, TLS and timeout. */
final class LettuceUris {

    private final ConnectionOptions options;
    private final RedisEndpoints endpoints;
    private final Duration connectTimeout;

    /**
     * Takes the servers from these options.
     *
     * @param connectTimeout how long connecting may take, the handshakes included
     */
    LettuceUris(ConnectionOptions options, RedisEndpoints endpoints, Duration connectTimeout) {
        this.options = options;
        this.endpoints = endpoints;
        this.connectTimeout = connectTimeout;
    }

    /** Returns the URI of the only server, or of the primary that the sentinels name. */
    RedisURI primary() {
        if (endpoints.topology() != Topology.SENTINEL) {
            return server(endpoints.nodes().get(0));
        }
        RedisURI.Builder builder = RedisURI.builder();
        builder.withSentinelMasterId(String.valueOf(endpoints.masterName()));
        for (HostAndPort sentinel : endpoints.nodes()) {
            builder.withSentinel(configured(uri(sentinel), options.sentinelCredentials()));
        }
        return withDatabase(configured(builder.build(), endpoints.credentials()));
    }

    /** Returns the URIs of the nodes through which the cluster is found. */
    List<RedisURI> seeds() {
        return endpoints.nodes().stream().map(this::server).toList();
    }

    List<RedisURI> replicas() {
        return options.replicas().stream().map(this::server).toList();
    }

    private RedisURI server(HostAndPort address) {
        return withDatabase(configured(uri(address), endpoints.credentials()));
    }

    private static RedisURI uri(HostAndPort address) {
        return RedisURI.create(address.host(), address.port());
    }

    private RedisURI withDatabase(RedisURI uri) {
        uri.setDatabase(endpoints.database());
        return uri;
    }

    private RedisURI configured(RedisURI uri, @Nullable Credentials credentials) {
        uri.setTimeout(connectTimeout);
        uri.setSsl(endpoints.tls());
        uri.setVerifyPeer(options.tls().hostnameVerification() ? SslVerifyMode.FULL : SslVerifyMode.CA);
        if (credentials != null) {
            uri.setCredentialsProvider(immediate(credentials));
        }
        return uri;
    }

    /**
     * Makes a provider that the client library asks on its own thread. With any other one it goes on with the handshake
     * on a thread of the JVM's common pool, and then hands a connection out before the connection takes commands.
     */
    private static RedisCredentialsProvider immediate(Credentials credentials) {
        return new StaticCredentialsProvider(
                credentials.username(), credentials.password().toCharArray());
    }
}
