package dev.holdall.cassandra.internal.requests;

import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.Table;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Sends statements, and completes each stage with the answer or with a failure in this library's terms. A bounded
 * number of requests is in flight at once; further ones wait in a queue. The timeout of a request is the time that is
 * left until the deadline of its call when the request is sent. No request is sent after that deadline.
 *
 * <p>Retry: a coordinator that has just lost a replica may answer at once that too few replicas answered, although
 * enough other replicas are alive. The driver leaves this case to its caller. So a plain statement is sent once more,
 * within the time that is left.
 */
public final class Requests {

    /** How many requests may wait in the queue for each request that may be in flight. */
    private static final int WAITING_FOR_EACH = 10;

    private final SessionSource sessions;
    private final DriverThreads threads;
    private final Table table;
    private final Bulkhead bulkhead;

    /**
     * Makes a sender of requests.
     *
     * @param options the bound of requests in flight, and the table, for messages
     */
    public Requests(SessionSource sessions, DriverThreads threads, CassandraOptions options) {
        this(sessions, threads, options.maxRequestsInFlight(), options.table());
    }

    Requests(SessionSource sessions, DriverThreads threads, int mostInFlight, Table table) {
        this(
                sessions,
                threads,
                table,
                new Bulkhead(
                        mostInFlight,
                        WAITING_FOR_EACH * mostInFlight,
                        "too many requests: max-requests-in-flight are in flight, and ten times as many wait already"));
    }

    private Requests(SessionSource sessions, DriverThreads threads, Table table, Bulkhead bulkhead) {
        this.sessions = sessions;
        this.threads = threads;
        this.table = table;
        this.bulkhead = bulkhead;
    }

    /** Returns a sender of requests to another table. The bound of requests in flight is for both senders together. */
    public Requests to(Table other) {
        return new Requests(sessions, threads, other, bulkhead);
    }

    /** A statement that is built at the moment when it is sent, because its timeout is known only then. */
    @FunctionalInterface
    public interface Timed {

        /** Builds the statement with a timeout. */
        Statement<?> in(Duration timeout);

        /** Builds the statement with the time until a deadline as its timeout. */
        default Statement<?> until(Deadline deadline) {
            return in(timeout(deadline));
        }
    }

    /**
     * Returns the time until a deadline, as a timeout for the driver.
     *
     * @throws dev.holdall.spi.BackendException if the deadline has passed, since the driver takes zero for no timeout
     *     at all
     */
    public static Duration timeout(Deadline deadline) {
        Duration remaining = deadline.remaining();
        if (remaining.isZero()) {
            throw Deadline.notBegun();
        }
        return remaining;
    }

    /** Returns a stage that completes after some time, on a thread of the store's own. */
    public static CompletionStage<Void> pauseFor(long millis, BackendContext context) {
        if (millis <= 0) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> passed = new CompletableFuture<>();
        Future<?> unused = context.schedule(() -> passed.complete(null), Duration.ofMillis(millis));
        return passed;
    }

    public <R> CompletionStage<R> send(Timed timed, Deadline deadline, Function<AsyncResultSet, R> answer) {
        return bulkhead.send(deadline, () -> sendNow(timed, deadline, answer));
    }

    private <R> CompletionStage<R> sendNow(Timed timed, Deadline deadline, Function<AsyncResultSet, R> answer) {
        Statement<?> statement = timed.until(deadline);
        Thread sender = Thread.currentThread();
        return execute(statement)
                .exceptionallyCompose(failure -> isRepeatable(statement, failure, deadline)
                        ? repeat(timed, failure, deadline)
                        : CompletableFuture.failedStage(failure))
                .handle((result, failure) -> {
                    threads.note(sender);
                    if (failure != null) {
                        throw translate(failure, statement);
                    }
                    return answer.apply(result);
                });
    }

    private BackendException translate(Throwable failure, Statement<?> statement) {
        BackendException translated = DriverFailures.of(table, failure, DriverFailures.translate(failure, statement));
        if (translated.getCause() instanceof NoNodeAvailableException) {
            return sessions.noNodeConnected(translated);
        }
        return translated.getCause() instanceof NodeUnavailableException unavailable
                        && ConnectionPools.areFull(sessions.session(), unavailable.getNode())
                ? DriverFailures.ofFullConnections(translated)
                : translated;
    }

    private CompletionStage<AsyncResultSet> execute(Statement<?> statement) {
        try {
            return sessions.session().executeAsync(statement);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /**
     * Tells whether a statement may be sent once more. If half of its time is over or more, the coordinator did wait
     * for the replicas, and a second attempt would only wait again.
     */
    private static boolean isRepeatable(Statement<?> statement, Throwable failure, Deadline deadline) {
        Duration timeout = statement.getTimeout();
        return Boolean.TRUE.equals(statement.isIdempotent())
                && DriverFailures.isOfReplicas(failure)
                && timeout != null
                && deadline.remaining().multipliedBy(2).compareTo(timeout) > 0;
    }

    /**
     * Sends a statement once more. If it fails again, the call fails with the first failure, whose outcome is unknown:
     * some replicas may have applied the statement at the first attempt.
     */
    private CompletionStage<AsyncResultSet> repeat(Timed timed, Throwable failure, Deadline deadline) {
        return execute(timed.until(deadline)).exceptionallyCompose(again -> CompletableFuture.failedStage(failure));
    }
}
