package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final String URI = "uri";
    private static final String NODES = "nodes";
    private static final String MASTER_NAME = "master-name";
    private static final String DATABASE = "database";

    private static final int HIGHEST_DATABASE = 1_000_000;

    /** Returns null if the options have problems, and reports them to {@code options}. */
    static @Nullable RedisEndpoints read(BackendOptions options) {
        RedisEndpoints block = readBlock(options);
        String uri = textOrNull(options, URI);
        if (uri == null) {
            return block.checked(options, false);
        }
        if (!block.isUnset()) {
            options.problem(
                    URI,
                    "stands for topology, nodes, master-name, username, password, database and tls.enabled"
                            + " together: set either uri or those options");
        }
        RedisEndpoints parsed = EndpointsUri.parse(uri, options);
        return parsed == null ? null : parsed.checked(options, true);
    }

    private static RedisEndpoints readBlock(BackendOptions options) {
        Topology topology = options.choice("topology", Topology.class);
        return new RedisEndpoints(
                topology,
                HostAndPort.readAll(options, NODES, topology.defaultPort()),
                textOrNull(options, MASTER_NAME),
                Credentials.read(options, ""),
                options.integer(DATABASE, 0, HIGHEST_DATABASE),
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

    /** An empty text is an environment variable that is empty, and counts as none. */
    private static @Nullable String textOrNull(BackendOptions options, String option) {
        return options.text(option).filter(text -> !text.isEmpty()).orElse(null);
    }

    /**
     * Reports contradictions.
     *
     * @param inUri whether the option {@code uri} has named the servers, so that each problem is one of it
     */
    private @Nullable RedisEndpoints checked(BackendOptions options, boolean inUri) {
        Map<String, String> problems = new LinkedHashMap<>();
        problems.put(NODES, nodesProblem(options));
        problems.put(MASTER_NAME, masterProblem(inUri));
        problems.put(DATABASE, databaseProblem(inUri));
        problems.values().removeIf(String::isEmpty);
        problems.forEach((option, problem) -> options.problem(inUri ? URI : option, problem));
        return problems.isEmpty() && !nodes.isEmpty() ? this : null;
    }

    private String nodesProblem(BackendOptions options) {
        if (nodes.isEmpty()) {
            // Addresses that can't be read have been reported already.
            return !options.texts(NODES).isEmpty()
                    ? ""
                    : "names no server, and uri isn't set: set uri to redis://host:port, or nodes to a list of host or"
                            + " host:port";
        }
        return topology == Topology.STANDALONE && nodes.size() > 1
                ? "names several servers, but topology = standalone has only one: list replicas of it in the option"
                        + " replicas, or set topology to cluster or sentinel"
                : "";
    }

    private String masterProblem(boolean inUri) {
        boolean sentinel = topology == Topology.SENTINEL;
        if (sentinel == (masterName != null)) {
            return "";
        }
        if (sentinel) {
            return inUri
                    ? "names sentinels, and needs their name for the primary, as #name at its end"
                    : "is required for topology = sentinel: set it to the sentinels' name for the primary";
        }
        return inUri
                ? "has a #name at its end, which only redis-sentinel:// uses"
                : "is set, but only topology = sentinel uses it";
    }

    private String databaseProblem(boolean inUri) {
        if (topology != Topology.CLUSTER || database == 0) {
            return "";
        }
        return inUri
                ? "has a database other than 0, but a cluster has only database 0"
                : "has to be 0 for topology = cluster, which has no other";
    }

    /** Shows only the nodes, for messages. */
    @Override
    public String toString() {
        return nodes.toString();
    }
}
