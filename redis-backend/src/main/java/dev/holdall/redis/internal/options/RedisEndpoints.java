package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which servers they are: what the option {@code uri} says in one line, or several options together.
 *
 * @param nodes the server, or where the servers are asked for
 * @param masterName what the sentinels call the primary; null unless there are any
 * @param credentials null for none
 * @param tls whether connections are encrypted
 */
public record RedisEndpoints(
        Topology topology,
        List<HostAndPort> nodes,
        @Nullable String masterName,
        @Nullable Credentials credentials,
        int database,
        boolean tls) {

    private static final int MOST_DATABASES = 1_000_000;

    /** Null where there are problems, which stay with the reader. */
    static @Nullable RedisEndpoints read(BackendOptions options) {
        RedisEndpoints block = readBlock(options);
        String uri = options.text("uri").orElse(null);
        if (uri == null) {
            return block.checked(options, "nodes");
        }
        if (!block.isUnset()) {
            options.problem(
                    "uri",
                    "says all that topology, nodes, master-name, username, password, database and tls.enabled"
                            + " do: set either it or them");
        }
        RedisEndpoints parsed = EndpointsUri.parse(uri, options);
        return parsed == null ? null : parsed.checked(options, "uri");
    }

    private static RedisEndpoints readBlock(BackendOptions options) {
        Topology topology = options.choice("topology", Topology.class);
        return new RedisEndpoints(
                topology,
                HostAndPort.readAll(options, "nodes", topology.defaultPort()),
                options.text("master-name").orElse(null),
                Credentials.read(options, ""),
                options.integer("database", 0, MOST_DATABASES),
                options.flag("tls.enabled"));
    }

    private boolean isUnset() {
        return topology == Topology.STANDALONE
                && nodes.isEmpty()
                && masterName == null
                && credentials == null
                && database == 0
                && !tls;
    }

    private @Nullable RedisEndpoints checked(BackendOptions options, String option) {
        List<String> problems = Stream.of(nodesProblem(), masterProblem(), databaseProblem())
                .filter(problem -> !problem.isEmpty())
                .toList();
        problems.forEach(problem -> options.problem(option, problem));
        return problems.isEmpty() ? this : null;
    }

    private String nodesProblem() {
        if (nodes.isEmpty()) {
            return "is required: name a server, as host or host:port, or give a uri";
        }
        return topology == Topology.STANDALONE && nodes.size() > 1
                ? "names several servers: a standalone one is alone (see replicas), or set topology to cluster or sentinel"
                : "";
    }

    private String masterProblem() {
        boolean sentinel = topology == Topology.SENTINEL;
        if (sentinel == (masterName != null)) {
            return "";
        }
        return sentinel
                ? "names sentinels, and needs the name of the primary: master-name, or #name at the end of the uri"
                : "has a master-name, which only topology = sentinel has";
    }

    private String databaseProblem() {
        return topology == Topology.CLUSTER && database != 0 ? "has a database, but a cluster has 0 alone" : "";
    }

    /** For messages. */
    @Override
    public String toString() {
        return nodes.toString();
    }
}
