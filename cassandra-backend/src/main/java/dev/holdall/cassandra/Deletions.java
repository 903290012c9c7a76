package dev.holdall.cassandra;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.cassandra.CassandraOptions.UnreachableDc;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Deletions and revocations: in every data centre, or, where another one doesn't answer, in the local one, with the same
 * timestamp. In that case Cassandra keeps hints for the others, and this process repeats them.
 */
final class Deletions {

    private static final Duration REPEAT_INTERVAL = Duration.ofSeconds(2);

    private final Requests requests;
    private final Statements statements;
    private final Consistency consistency;
    private final boolean continues;
    private final EveryDcWindow window;
    private final PendingDeletions pending;
    private final ReducedReachLog log;

    Deletions(
            Requests requests,
            Statements statements,
            CassandraOptions options,
            Duration requestTimeout,
            ReducedReachLog log) {
        this.requests = requests;
        this.statements = statements;
        this.consistency = options.consistency();
        this.continues = options.unreachableDc() == UnreachableDc.CONTINUE;
        // Half of the time is left to the local data centre.
        this.window = new EveryDcWindow(requestTimeout.dividedBy(2));
        this.log = log;
        this.pending = new PendingDeletions(
                options.maxPendingDeletions(),
                REPEAT_INTERVAL,
                (key, version) -> window.send(left ->
                        requests.send(statements.deleteEverywhere(key, version).setTimeout(left), answer -> true)));
    }

    CompletionStage<Reach> delete(String key, Version version) {
        return everywhere(key, version, statements.delete(key, version), consistency.delete(), "delete");
    }

    CompletionStage<Reach> revoke(String key, Version version) {
        return everywhere(key, version, statements.revoke(key, version), consistency.revoke(), "revoke");
    }

    void close() {
        pending.close();
    }

    private CompletionStage<Reach> everywhere(
            String key, Version version, BoundStatement statement, DefaultConsistencyLevel level, String verb) {
        if (!Consistency.reachesAllDcs(level)) {
            return requests.send(statement, answer -> Reach.LOCAL_DC);
        }
        CompletionStage<Reach> reach =
                window.send(left -> requests.send(statement.setTimeout(left), answer -> Reach.ALL_DCS));
        return continues ? reach.exceptionallyCompose(failure -> locally(key, version, verb, failure)) : reach;
    }

    /** Whatever has failed: if it was this data centre, this fails too, and says so. */
    private CompletionStage<Reach> locally(String key, Version version, String verb, Throwable first) {
        CompletionStage<Reach> reach = requests.send(statements.deleteLocally(key, version), answer -> {
            boolean remembered = pending.add(key, version);
            log.reduced(verb, remembered);
            return Reach.LOCAL_DC;
        });
        return DriverFailures.mayHaveChanged(first) ? DriverFailures.afterChange(reach) : reach;
    }
}
