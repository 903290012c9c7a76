package dev.holdall.redis.internal.connections;

import dev.holdall.redis.internal.options.ConnectionOptions;
import dev.holdall.redis.internal.options.RedisEndpoints;
import dev.holdall.redis.internal.options.Topology;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts servers into the client library's form, with credentials and all. */
final class LettuceUris {

    private final ConnectionOptions options;
    private final RedisEndpoints endpoints;
    private final Duration connectTimeout;

    /**
     * The servers of these options.
     *
     * @param connectTimeout of a connection and its handshake
     */
    LettuceUris(ConnectionOptions options, RedisEndpoints endpoints, Duration connectTimeout) {
        this.options = options;
        this.endpoints = endpoints;
        this.connectTimeout = connectTimeout;
    }

    /** Of the only server, or of the one that the sentinels name. */
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

    /** Of the nodes that a cluster is found through. */
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
            char[] password = credentials.password().toCharArray();
            if (credentials.username() == null) {
                uri.setAuthentication(password);
            } else {
                uri.setAuthentication(credentials.username(), password);
            }
        }
        return uri;
    }
}
