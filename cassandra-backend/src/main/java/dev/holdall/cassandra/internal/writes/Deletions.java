package dev.holdall.cassandra.internal.writes;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.connections.DataCenters;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.CassandraOptions.UnreachableDc;
import dev.holdall.cassandra.internal.options.Consistency;
import dev.holdall.cassandra.internal.requests.DriverFailures;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.cassandra.internal.requests.Requests.Timed;
import dev.holdall.cassandra.internal.statements.DeletionStatements;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Makes deletions and revocations in one table. They are sent to every data centre; if another one doesn't answer, they
 * are sent to the local one alone, with the same timestamp. In that case Cassandra keeps hints for the other data
 * centres, and this process repeats the deletion until they have it. Where the keyspace has replicas in the local data
 * centre only, a deletion is like any other write.
 */
public final class Deletions {

    private static final Duration REPEAT_INTERVAL = Duration.ofSeconds(2);

    private final Requests requests;
    private final DeletionStatements statements;
    private final CassandraOptions options;
    private final BackendContext context;
    private final Consistency consistency;
    private final boolean continues;
    private final EveryDcRequests everyDc;
    private final PendingDeletions pending;
    private final DataCenters dataCenters;
    private final ReducedReachLog log;

    public Deletions(
            Requests requests,
            DeletionStatements statements,
            CassandraOptions options,
            BackendContext context,
            DataCenters dataCenters) {
        this(
                requests,
                statements,
                options,
                context,
                new EveryDcRequests(half(context)),
                dataCenters,
                new ReducedReachLog(dataCenters, context));
    }

    private Deletions(
            Requests requests,
            DeletionStatements statements,
            CassandraOptions options,
            BackendContext context,
            EveryDcRequests everyDc,
            DataCenters dataCenters,
            ReducedReachLog log) {
        this.requests = requests;
        this.statements = statements;
        this.options = options;
        this.context = context;
        this.consistency = options.consistency();
        this.continues = options.unreachableDc() == UnreachableDc.CONTINUE;
        this.everyDc = everyDc;
        this.dataCenters = dataCenters;
        this.log = log;
        this.pending = new PendingDeletions(
                options.maxPendingDeletions(),
                REPEAT_INTERVAL,
                (key, version) -> repeat(key, version, half(context)),
                context);
    }

    /**
     * Returns deletions in another table. They have a queue of repetitions of their own; everything else, such as the
     * bound of requests that wait for every data centre, is shared.
     */
    public Deletions in(Requests toTable, DeletionStatements ofTable) {
        return new Deletions(toTable, ofTable, options, context, everyDc, dataCenters, log);
    }

    private static Duration half(BackendContext context) {
        return context.requestTimeout().dividedBy(2);
    }

    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return everywhere(key, version, statements::delete, consistency.delete(), "delete", deadline);
    }

    public CompletionStage<Reach> revoke(String key, Version version, Deadline deadline) {
        return everywhere(key, version, statements::revoke, consistency.revoke(), "revoke", deadline);
    }

    /**
     * Tells whether this process has made a deletion of the key above a version, most likely a revocation, that another
     * data centre may not have yet.
     */
    boolean isPendingAbove(String key, Version version) {
        return pending.isAbove(key, version);
    }

    public void close() {
        pending.close();
    }

    private CompletionStage<Boolean> repeat(String key, Version version, Duration time) {
        Deadline deadline = Deadline.in(time);
        return everyDc.send(
                deadline, () -> requests.send(statements.deleteEverywhere(key, version), deadline, answer -> true));
    }

    /** Makes the statement of a deletion or a revocation. */
    private interface Statement {
        Timed of(String key, Version version);
    }

    private CompletionStage<Reach> everywhere(
            String key,
            Version version,
            Statement statement,
            DefaultConsistencyLevel level,
            String verb,
            Deadline deadline) {
        if (dataCenters.others().isEmpty()) {
            // There is no other data centre to wait for, nor to do without.
            return requests.send(statement.of(key, version), deadline, answer -> Reach.ALL_DCS);
        }
        if (!Consistency.reachesAllDcs(level)) {
            return requests.send(statement.of(key, version), deadline, answer -> Reach.LOCAL_DC);
        }
        // The other half of the time is left for the attempt in the local data centre.
        Deadline half = continues ? Deadline.in(deadline.remaining().dividedBy(2)) : deadline;
        CompletionStage<Reach> reach =
                everyDc.send(half, () -> requests.send(statement.of(key, version), half, answer -> Reach.ALL_DCS));
        return continues
                ? reach.exceptionallyCompose(failure -> locally(key, version, verb, failure, deadline))
                : reach;
    }

    /**
     * Deletes in the local data centre, whatever the first attempt failed with. If the local data centre was the cause,
     * this attempt fails too, and the call fails with its failure.
     */
    private CompletionStage<Reach> locally(
            String key, Version version, String verb, Throwable first, Deadline deadline) {
        Supplier<CompletionStage<Reach>> local =
                () -> requests.send(statements.deleteLocally(key, version), deadline, answer -> {
                    log.reduced(verb, pending.add(key, version));
                    return Reach.LOCAL_DC;
                });
        return DriverFailures.mayHaveChanged(first) ? DriverFailures.afterChange(local) : local.get();
    }
}
