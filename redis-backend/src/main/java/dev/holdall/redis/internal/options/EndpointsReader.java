package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the servers to connect to from the options, and checks that they don't contradict each other. */
final class EndpointsReader {

    private static final String URI = "uri";
    private static final String NODES = "nodes";
    private static final String MASTER_NAME = "master-name";
    private static final String DATABASE = "database";

    private static final int HIGHEST_DATABASE = 1_000_000;

    private final RedisEndpoints endpoints;

    /** Whether the option {@code uri} has named the servers, so that each problem is a problem of that option. */
    private final boolean inUri;

    private EndpointsReader(RedisEndpoints endpoints, boolean inUri) {
        this.endpoints = endpoints;
        this.inUri = inUri;
    }

    /** Returns null if the options have problems, and reports them to {@code options}. */
    static @Nullable RedisEndpoints read(BackendOptions options) {
        RedisEndpoints block = readBlock(options);
        String uri = textOrNull(options, URI);
        if (uri == null) {
            return new EndpointsReader(block, false).checked(options);
        }
        if (!isUnset(block)) {
            options.problem(
                    URI,
                    "stands for topology, nodes, master-name, username, password, database and tls.enabled"
                            + " together: set either uri or those options");
        }
        RedisEndpoints parsed = EndpointsUri.parse(uri, options);
        return parsed == null ? null : new EndpointsReader(parsed, true).checked(options);
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

    private static boolean isUnset(RedisEndpoints block) {
        return block.topology() == Topology.STANDALONE
                && block.nodes().isEmpty()
                && block.masterName() == null
                && block.credentials() == null
                && block.database() == 0
                && !block.tls();
    }

    /** An empty text is an environment variable that is empty, and counts as none. */
    private static @Nullable String textOrNull(BackendOptions options, String option) {
        return options.text(option).filter(text -> !text.isEmpty()).orElse(null);
    }

    /** Reports contradictions, and returns null if there are any. */
    private @Nullable RedisEndpoints checked(BackendOptions options) {
        Map<String, String> problems = new LinkedHashMap<>();
        problems.put(NODES, nodesProblem(options));
        problems.put(MASTER_NAME, masterProblem());
        problems.put(DATABASE, databaseProblem());
        problems.values().removeIf(String::isEmpty);
        problems.forEach((option, problem) -> options.problem(inUri ? URI : option, problem));
        return problems.isEmpty() && !endpoints.nodes().isEmpty() ? endpoints : null;
    }

    private String nodesProblem(BackendOptions options) {
        if (endpoints.nodes().isEmpty()) {
            // Addresses that can't be read have been reported already.
            return !options.texts(NODES).isEmpty()
                    ? ""
                    : "names no server, and uri isn't set: set uri to redis://host:port, or nodes to a list of host or"
                            + " host:port";
        }
        return endpoints.topology() == Topology.STANDALONE && endpoints.nodes().size() > 1
                ? "names several servers, but topology = standalone has only one: list replicas of it in the option"
                        + " replicas, or set topology to cluster or sentinel"
                : "";
    }

    private String masterProblem() {
        boolean sentinel = endpoints.topology() == Topology.SENTINEL;
        if (sentinel == (endpoints.masterName() != null)) {
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

    private String databaseProblem() {
        if (endpoints.topology() != Topology.CLUSTER || endpoints.database() == 0) {
            return "";
        }
        return inUri
                ? "has a database other than 0, but a cluster has only database 0"
                : "has to be 0 for topology = cluster, which has no other";
    }
}
