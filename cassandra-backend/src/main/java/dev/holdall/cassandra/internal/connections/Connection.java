package dev.holdall.cassandra.internal.connections;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.metadata.Node;
import dev.holdall.cassandra.internal.requests.CassandraLog;
import dev.holdall.cassandra.internal.requests.DriverThreads;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The session of the driver that is used now, together with what the session knows of the cluster. Thread-safe. */
public final class Connection {

    private final boolean owned;
    private final Duration closeTimeout;
    private final DriverThreads threads = new DriverThreads();
    private volatile CqlSession session;
    private boolean closed;

    private Connection(CqlSession session, boolean owned, Duration closeTimeout) {
        this.session = session;
        this.owned = owned;
        this.closeTimeout = closeTimeout;
    }

    /** Wraps a session of the application. {@link #close} leaves it open. */
    public static Connection borrowed(CqlSession session) {
        return new Connection(session, false, Duration.ZERO);
    }

    /**
     * Wraps a session that {@link #close} closes.
     *
     * @param closeTimeout how long closing may wait for the requests in flight
     */
    public static Connection owned(CqlSession session, Duration closeTimeout) {
        return new Connection(session, true, closeTimeout);
    }

    public CqlSession session() {
        return session;
    }

    public DriverThreads threads() {
        return threads;
    }

    /** Tells whether a node is connected that requests may go to. */
    boolean isConnected() {
        return session.getMetadata().getNodes().values().stream()
                .anyMatch(node -> node.getDistance() != NodeDistance.IGNORED && node.getOpenConnections() > 0);
    }

    /**
     * Uses another session from now on, and closes the one before. If this connection is closed, the other session is
     * closed instead.
     *
     * @return whether the other session is used
     */
    synchronized boolean replace(CqlSession other) {
        CqlSession unused = closed ? other : session;
        if (!closed) {
            session = other;
        }
        unused.closeAsync();
        return !closed;
    }

    private synchronized CqlSession lastSession() {
        closed = true;
        return session;
    }

    public Set<String> dataCenters() {
        return dataCentersOf(node -> true);
    }

    /**
     * Returns the data centre that requests go to.
     *
     * @throws dev.holdall.StoreConfigurationException if the cluster has no node in that data centre, or if the session
     *     has no local data centre
     */
    public String localDatacenter(BackendContext context) {
        Set<String> local = dataCentersOf(node -> node.getDistance() == NodeDistance.LOCAL);
        if (local.isEmpty()) {
            throw OptionProblems.of(
                    context,
                    List.of("local-datacenter is none of the cluster's data centres, which are " + dataCenters()));
        }
        if (local.size() > 1) {
            throw OptionProblems.of(
                    context,
                    List.of("local-datacenter is missing in the given session, whose requests go to all of " + local));
        }
        return local.iterator().next();
    }

    public void close() {
        if (!owned) {
            return;
        }
        CqlSession last = lastSession();
        CompletableFuture<Void> closing = last.closeAsync().toCompletableFuture();
        if (threads.contains(Thread.currentThread())) {
            return; // Closing needs this thread of the driver, so waiting here would never end.
        }
        try {
            if (!Deadline.in(closeTimeout).await(closing)) {
                last.forceCloseAsync();
            } else if (closing.isCompletedExceptionally()) {
                CassandraLog.LOG.warn(
                        "the driver's session could not be closed properly",
                        closing.handle((done, e) -> e).join());
            }
        } catch (InterruptedException e) {
            last.forceCloseAsync();
            Thread.currentThread().interrupt();
        }
    }

    private Set<String> dataCentersOf(Predicate<Node> condition) {
        Collection<Node> nodes = session.getMetadata().getNodes().values();
        return nodes.stream()
                .filter(condition)
                .map(Node::getDatacenter)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
