package dev.holdall.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import dev.holdall.spi.BackendContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Sends statements; what comes back is an answer, or a failure in this library's terms.
 *
 * <p>A node that has just lost another one may answer at once that too few replicas did, while there are enough to ask. The
 * driver leaves that to its user; so a plain statement is sent once more then, in what is left of its time.
 */
final class Requests {

    private final CqlSession session;
    private final DriverThreads threads;

    Requests(CqlSession session, DriverThreads threads) {
        this.session = session;
        this.threads = threads;
    }

    /** Completes after some time, on a thread of the store's own. */
    static CompletionStage<Void> pauseFor(long millis, BackendContext context) {
        if (millis <= 0) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> passed = new CompletableFuture<>();
        Future<?> unused = context.schedule(() -> passed.complete(null), Duration.ofMillis(millis));
        return passed;
    }

    <R> CompletionStage<R> send(BoundStatement statement, Function<AsyncResultSet, R> answer) {
        long start = System.nanoTime();
        Thread sender = Thread.currentThread();
        return execute(statement)
                .exceptionallyCompose(failure -> isRepeatable(statement, failure)
                        ? repeat(statement, failure, start)
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

    private static boolean isRepeatable(BoundStatement statement, Throwable failure) {
        return Boolean.TRUE.equals(statement.isIdempotent()) && DriverFailures.isOfReplicas(failure);
    }

    /**
     * Not where more than half of the time is over: the replicas were waited for. If it fails again, the first failure tells
     * the outcome: some replicas may have it since then.
     */
    private CompletionStage<AsyncResultSet> repeat(BoundStatement statement, Throwable failure, long start) {
        Duration timeout = statement.getTimeout();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return timeout == null || elapsed.multipliedBy(2).compareTo(timeout) > 0
                ? CompletableFuture.failedStage(failure)
                : execute(statement.setTimeout(timeout.minus(elapsed)))
                        .exceptionallyCompose(again -> CompletableFuture.failedStage(failure));
    }
}
