package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The servers to connect to. The option {@code uri} names them in one line, or several options do so together.
 *
 * @param nodes the server, the sentinels, or some nodes of the cluster
 * @param masterName the sentinels' name for the primary; null without sentinels
 * @param credentials the credentials for the servers; null for none
 * @param tls whether connections are encrypted
 */
public record RedisEndpoints(
        Topology topology,
        List<HostAndPort> nodes,
        @Nullable String masterName,
        @Nullable Credentials credentials,
        int database,
        boolean tls) {

    private static final int HIGHEST_DATABASE = 1_000_000;

    /** Returns null if the options have problems, and reports them to {@code options}. */
    static @Nullable RedisEndpoints read(BackendOptions options) {
        RedisEndpoints block = readBlock(options);
        String uri = options.text("uri").orElse(null);
        if (uri == null) {
            return block.checked(options, "nodes");
        }
        if (!block.isUnset()) {
            options.problem(
                    "uri",
                    "stands for topology, nodes, master-name, username, password, database and tls.enabled"
                            + " together: set either uri or those options");
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
                options.integer("database", 0, HIGHEST_DATABASE),
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
                ? "names several servers, but topology = standalone has only one: list replicas of it in the option"
                        + " replicas, or set topology to cluster or sentinel"
                : "";
    }

    private String masterProblem() {
        boolean sentinel = topology == Topology.SENTINEL;
        if (sentinel == (masterName != null)) {
            return "";
        }
        return sentinel
                ? "names sentinels, and needs the name of the primary: master-name, or #name at the end of the uri"
                : "has a master-name, which only topology = sentinel uses";
    }

    private String databaseProblem() {
        return topology == Topology.CLUSTER && database != 0
                ? "has a database other than 0, but a cluster has only database 0"
                : "";
    }

    /** Shows only the nodes, for messages. */
    @Override
    public String toString() {
        return nodes.toString();
    }
}
