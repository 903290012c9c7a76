package dev.holdall.cassandra.internal.connections;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.StoreConfigurationException;
import dev.holdall.cassandra.internal.requests.CassandraLog;
import dev.holdall.cassandra.internal.requests.SessionSource;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a session that is no longer connected to any node of the local data centre.
 *
 * <p>The driver looks up the names of the contact points once, when a session is opened. After that it knows addresses
 * only. If all nodes get new addresses while none is connected, as when a Kubernetes cluster is restarted, the session
 * never finds them again. So if a request finds no node connected, and none is connected some seconds later either,
 * this class opens another session, with the contact points looked up again, and closes the old one. Thread-safe;
 * nothing blocks but the task that opens the session, which runs on a thread of the store.
 */
public final class SessionRenewal implements SessionSource {

    /** The driver tries lost nodes again at least this often, and is given the time for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long the failure of an attempt is shown. While requests fail, an attempt is made more often than that. */
    private static final long REASON_NANOS = Duration.ofSeconds(60).toNanos();

    private final Connection connection;
    private final BackendContext context;
    private final Supplier<CqlSession> opening;
    private volatile @Nullable Failure lastFailure;
    private @Nullable Future<?> attempt;
    private boolean closed;

    private record Failure(String reason, long nanos) {}

    /**
     * Makes a renewal that has nothing to do yet.
     *
     * @param opening opens another session and makes it ready for requests; may block
     */
    public SessionRenewal(Connection connection, BackendContext context, Supplier<CqlSession> opening) {
        this.connection = connection;
        this.context = context;
        this.opening = opening;
    }

    @Override
    public CqlSession session() {
        return connection.session();
    }

    /** Begins an attempt after a while, unless one is under way, and adds the reason why the last attempt failed. */
    @Override
    public BackendException noNodeConnected(BackendException failure) {
        schedule();
        Failure last = lastFailure;
        return last == null || System.nanoTime() - last.nanos > REASON_NANOS
                ? failure
                : new BackendException(
                        failure.kind(),
                        failure.outcome(),
                        failure.getMessage() + "; connecting anew failed: " + last.reason,
                        failure.getCause());
    }

    public synchronized void close() {
        closed = true;
        if (attempt != null) {
            attempt.cancel(false);
        }
    }

    private synchronized void schedule() {
        if (closed || attempt != null) {
            return;
        }
        try {
            attempt = context.schedule(this::renew, PATIENCE);
        } catch (BackendException e) {
            // The JVM can't start a thread at present. The next request that finds no node schedules the attempt again.
            attempt = null;
        }
    }

    private synchronized void ended() {
        attempt = null;
    }

    private void renew() {
        try {
            if (!connection.isConnected() && connection.replace(opening.get())) {
                CassandraLog.LOG.info(
                        "{}/cassandra: no node was connected; the contact points were looked up again, and a new"
                                + " session is open",
                        context.store());
            }
            lastFailure = null;
        } catch (RuntimeException e) {
            lastFailure = new Failure(reason(e), System.nanoTime());
        } finally {
            ended();
        }
    }

    private static String reason(RuntimeException failure) {
        if (failure instanceof StoreConfigurationException configuration) {
            return String.join("; ", configuration.problems());
        }
        // The message of any other failure may hold what nobody has checked.
        return failure instanceof BackendException checked
                ? String.valueOf(checked.getMessage())
                : failure.getClass().getName();
    }
}
