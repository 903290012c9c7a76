package dev.holdall.redis.internal.options;

import java.util.Optional;
import java.util.stream.Stream;

/** Which servers have the keys, and how the client finds the servers. */
public enum Topology {
    /** One server, or the primary of some replicas. */
    STANDALONE("redis", 6379),
    /** The primary that the sentinels name. */
    SENTINEL("redis-sentinel", 26379),
    /** A cluster, each of whose primaries has some of the keys. */
    CLUSTER("redis-cluster", 6379);

    private final String scheme;
    private final int defaultPort;

    Topology(String scheme, int defaultPort) {
        this.scheme = scheme;
        this.defaultPort = defaultPort;
    }

    /** Returns the topology that a URI's scheme stands for; each topology has a scheme without TLS and one with it. */
    static Optional<Topology> ofScheme(String scheme) {
        return Stream.of(values())
                .filter(each -> each.scheme.equals(scheme) || each.tlsScheme().equals(scheme))
                .findFirst();
    }

    boolean isTls(String uriScheme) {
        return tlsScheme().equals(uriScheme);
    }

    private String tlsScheme() {
        return scheme.replaceFirst("redis", "rediss");
    }

    /** Returns the port of the configured servers that are given without a port. */
    int defaultPort() {
        return defaultPort;
    }
}
