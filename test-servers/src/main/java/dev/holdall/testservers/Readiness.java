package dev.holdall.testservers;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a cluster's nodes are ready: each of those that run, as the coordinator, writes to each of them that it can
 * reach. An open port says less.
 */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final CassandraCluster cluster;
    private boolean tablesExist;
    private @Nullable RuntimeException lastFailure;

    Readiness(CassandraCluster cluster) {
        this.cluster = cluster;
    }

    void await() {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        List<CassandraNode> running =
                cluster.nodes().stream().filter(CassandraNode::isRunning).toList();
        awaitThat(deadlineNanos, running, () -> running.stream().allMatch(Readiness::accepts));
        try (CqlSession session = open(deadlineNanos, running)) {
            Probe probe = new Probe(
                    session, cluster.nodes().stream().map(CassandraNode::place).toList());
            if (!tablesExist) {
                awaitThat(
                        deadlineNanos,
                        running,
                        () -> answers(() -> {
                            probe.createTables(cluster.dataCenters());
                            return true;
                        }));
                tablesExist = true;
            }
            List<Sight> missing = sights(running);
            awaitThat(deadlineNanos, running, () -> {
                missing.removeIf(sight -> answers(() -> probe.write(sight.coordinator(), sight.replica())));
                return missing.isEmpty();
            });
        }
    }

    private record Sight(NodePlace coordinator, NodePlace replica) {}

    private List<Sight> sights(List<CassandraNode> running) {
        List<Sight> sights = new ArrayList<>();
        for (CassandraNode coordinator : running) {
            for (CassandraNode replica : running) {
                if (cluster.connects(coordinator, replica)) {
                    sights.add(new Sight(coordinator.place(), replica.place()));
                }
            }
        }
        return sights;
    }

    private CqlSession open(long deadlineNanos, List<CassandraNode> running) {
        List<CqlSession> opened = new ArrayList<>();
        awaitThat(
                deadlineNanos,
                running,
                () -> answers(() -> opened.add(cluster.sessions().everywhere(running))));
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
