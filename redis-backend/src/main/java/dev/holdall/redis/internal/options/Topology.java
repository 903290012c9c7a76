package dev.holdall.redis.internal.options;

import java.util.Optional;
import java.util.stream.Stream;

/** Who has the keys, and how they are found. */
public enum Topology {
    /** One server, or the primary of some replicas. */
    STANDALONE("redis", 6379),
    /** The one that the sentinels name. */
    SENTINEL("redis-sentinel", 26379),
    /** The nodes of a cluster, each some. */
    CLUSTER("redis-cluster", 6379);

    private final String scheme;
    private final int defaultPort;

    Topology(String scheme, int defaultPort) {
        this.scheme = scheme;
        this.defaultPort = defaultPort;
    }

    /** Which URIs begin with this, the schemes for TLS included. */
    static Optional<Topology> ofScheme(String scheme) {
        return Stream.of(values())
                .filter(each -> each.scheme.equals(scheme) || each.tlsScheme().equals(scheme))
                .findFirst();
    }

    boolean isTls(String ofUri) {
        return tlsScheme().equals(ofUri);
    }

    private String tlsScheme() {
        return scheme.replaceFirst("redis", "rediss");
    }

    /** Of the servers that are named. */
    int defaultPort() {
        return defaultPort;
    }
}
