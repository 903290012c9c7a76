package dev.holdall.testservers.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import dev.holdall.testservers.processes.Poll;
import dev.holdall.testservers.processes.ServerStartException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a cluster's nodes are ready: each running node, as the coordinator, has written to each running node that
 * it can reach. An open port alone doesn't prove that.
 */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Supplier<List<CassandraNode>> nodes;
    private final Supplier<Set<String>> dataCenters;
    private final BiPredicate<CassandraNode, CassandraNode> connects;
    private final Function<List<CassandraNode>, CqlSession> sessions;
    private boolean tablesExist;
    private @Nullable RuntimeException lastFailure;

    /**
     * Creates the readiness check of a cluster.
     *
     * @param nodes supplies the nodes, also those that aren't running
     * @param dataCenters supplies the names of the data centres
     * @param connects whether two nodes can reach each other
     * @param sessions opens a session to the given nodes
     */
    Readiness(
            Supplier<List<CassandraNode>> nodes,
            Supplier<Set<String>> dataCenters,
            BiPredicate<CassandraNode, CassandraNode> connects,
            Function<List<CassandraNode>, CqlSession> sessions) {
        this.nodes = nodes;
        this.dataCenters = dataCenters;
        this.connects = connects;
        this.sessions = sessions;
    }

    void await() {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        List<CassandraNode> running =
                nodes.get().stream().filter(CassandraNode::isRunning).toList();
        awaitThat(deadlineNanos, running, () -> running.stream().allMatch(Readiness::accepts));
        try (CqlSession session = open(deadlineNanos, running)) {
            Probe probe = new Probe(
                    session, nodes.get().stream().map(CassandraNode::location).toList());
            if (!tablesExist) {
                awaitThat(
                        deadlineNanos,
                        running,
                        () -> answers(() -> {
                            probe.createTables(dataCenters.get());
                            return true;
                        }));
                tablesExist = true;
            }
            List<NodePair> missing = pairs(running);
            awaitThat(deadlineNanos, running, () -> {
                missing.removeIf(pair -> answers(() -> probe.write(pair.coordinator(), pair.replica())));
                return missing.isEmpty();
            });
        }
    }

    /** A pair of nodes, of which the coordinator has to see the replica as up. */
    private record NodePair(NodeLocation coordinator, NodeLocation replica) {}

    private List<NodePair> pairs(List<CassandraNode> running) {
        List<NodePair> pairs = new ArrayList<>();
        for (CassandraNode coordinator : running) {
            for (CassandraNode replica : running) {
                if (connects.test(coordinator, replica)) {
                    pairs.add(new NodePair(coordinator.location(), replica.location()));
                }
            }
        }
        return pairs;
    }

    private CqlSession open(long deadlineNanos, List<CassandraNode> running) {
        List<CqlSession> opened = new ArrayList<>();
        awaitThat(deadlineNanos, running, () -> answers(() -> opened.add(sessions.apply(running))));
        return opened.get(0);
    }

    private static boolean accepts(CassandraNode node) {
        try (Socket socket = new Socket()) {
            socket.connect(node.contactPoint(), 1000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private boolean answers(BooleanSupplier request) {
        try {
            return request.getAsBoolean();
        } catch (DriverException e) {
            lastFailure = e;
            return false;
        }
    }

    private void awaitThat(long deadlineNanos, List<CassandraNode> running, BooleanSupplier condition) {
        boolean held = Poll.until(deadlineNanos, () -> {
            requireAlive(running);
            return condition.getAsBoolean();
        });
        if (!held) {
            throw failure("not all nodes see each other within " + PATIENCE.toSeconds() + " s", running);
        }
    }

    private void requireAlive(List<CassandraNode> nodes) {
        List<CassandraNode> dead =
                nodes.stream().filter(node -> !node.isAlive()).toList();
        if (!dead.isEmpty()) {
            throw failure("nodes ended while they started", dead);
        }
    }

    private ServerStartException failure(String message, List<CassandraNode> nodes) {
        String logs = nodes.stream().map(CassandraNode::tail).collect(Collectors.joining("\n"));
        return new ServerStartException(message + "\n" + logs, lastFailure);
    }
}
