package dev.holdall.cassandra.internal.requests;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Sends statements; what comes back is an answer, or a failure in this library's terms. A bounded number is in flight
 * at once; more wait for their turn. Each has what is left of its call's time when it is sent, and none is sent after
 * it.
 *
 * <p>A node that has just lost another one may answer at once that too few replicas did, while there are enough to ask.
 * The driver leaves that to its user; so a plain statement is sent once more then, in what is left of its time.
 */
public final class Requests {

    /** How many requests wait at most for each that may be in flight. */
    private static final int WAITING_FOR_EACH = 10;

    private final CqlSession session;
    private final DriverThreads threads;
    private final Bulkhead bulkhead;

    /**
     * Requests on a session.
     *
     * @param mostInFlight how many at once
     */
    public Requests(CqlSession session, DriverThreads threads, int mostInFlight) {
        this.session = session;
        this.threads = threads;
        this.bulkhead = new Bulkhead(
                mostInFlight,
                WAITING_FOR_EACH * mostInFlight,
                "more requests wait for their turn than ten times max-requests-in-flight");
    }

    /** A statement that is made when it is sent: only then is it known how much time it has. */
    @FunctionalInterface
    public interface Timed {

        /** The statement with its timeout. */
        BoundStatement in(Duration timeout);

        /** The statement with the time until a deadline. */
        default BoundStatement until(Deadline deadline) {
            return in(timeout(deadline));
        }
    }

    /**
     * The time until a deadline, as a timeout for the driver.
     *
     * @throws dev.holdall.spi.BackendException if the deadline has passed: the driver takes zero for no timeout at all
     */
    public static Duration timeout(Deadline deadline) {
        Duration remaining = deadline.remaining();
        if (remaining.isZero()) {
            throw Deadline.notBegun();
        }
        return remaining;
    }

    /** Completes after some time, on a thread of the store's own. */
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
        BoundStatement statement = timed.until(deadline);
        Thread sender = Thread.currentThread();
        return execute(statement)
                .exceptionallyCompose(failure -> isRepeatable(statement, failure, deadline)
                        ? repeat(timed, failure, deadline)
                        : CompletableFuture.failedStage(failure))
                .handle((result, failure) -> {
                    threads.note(sender);
                    if (failure != null) {
                        throw DriverFailures.translate(failure, statement);
                    }
                    return answer.apply(result);
                });
    }

    private CompletionStage<AsyncResultSet> execute(BoundStatement statement) {
        try {
            return session.executeAsync(statement);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Not where more than half of the time is over: the replicas were waited for. */
    private static boolean isRepeatable(BoundStatement statement, Throwable failure, Deadline deadline) {
        Duration timeout = statement.getTimeout();
        return Boolean.TRUE.equals(statement.isIdempotent())
                && DriverFailures.isOfReplicas(failure)
                && timeout != null
                && deadline.remaining().multipliedBy(2).compareTo(timeout) > 0;
    }

    /** If it fails again, the first failure tells the outcome: some replicas may have it since then. */
    private CompletionStage<AsyncResultSet> repeat(Timed timed, Throwable failure, Deadline deadline) {
        return execute(timed.until(deadline)).exceptionallyCompose(again -> CompletableFuture.failedStage(failure));
    }
}
