package dev.holdall.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Sends statements; what comes back is an answer, or a failure in this library's terms. */
final class Requests {

    private final CqlSession session;

    Requests(CqlSession session) {
        this.session = session;
    }

    <R> CompletionStage<R> send(BoundStatement statement, Function<AsyncResultSet, R> answer) {
        CompletionStage<AsyncResultSet> sent;
        try {
            sent = session.executeAsync(statement);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(DriverFailures.translate(e, statement));
        }
        return sent.handle((result, failure) -> {
            if (failure != null) {
                throw DriverFailures.translate(failure, statement);
            }
            return answer.apply(result);
        });
    }
}
