package dev.holdall.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.VersionSteps;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The conditional writes, by lightweight transactions.
 *
 * <p>A transaction compares bytes, not versions, and its timestamp is the clock of the node that coordinates it. So each
 * that replaces something begins with a read, which tells version, bytes and the clock of the node that answers; the
 * transaction is then sent to that node, once its clock has passed the version found. For were the timestamp below it, the
 * outcome would be hidden by what it replaces, and a second transaction could succeed beside it. A tombstone can't be read:
 * so after a write where nothing was, another read tells whether a tombstone from ahead of the servers' clocks, a
 * revocation's above all, hides it.
 */
final class Transactions {

    private final Requests requests;
    private final Statements statements;
    private final long mostWaitMillis;

    Transactions(Requests requests, Statements statements, Duration requestTimeout) {
        this.requests = requests;
        this.statements = statements;
        this.mostWaitMillis = requestTimeout.toMillis() / 4;
    }

    CompletionStage<WriteResult> writeIfAbsent(String key, byte[] value, Lifetime lifetime, Version version) {
        return read(key).thenCompose(found -> {
            if (found.isPresent()) {
                return done(WriteResult.CONFLICT);
            }
            return lifetime.isOver() ? done(WriteResult.stored(version)) : create(key, value, lifetime, version);
        });
    }

    CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version) {
        return read(key).thenCompose(found -> {
            if (found.isEmpty() || !found.get().version().equals(seen)) {
                return done(WriteResult.CONFLICT);
            }
            return lifetime.isOver()
                    ? expire(key, found.get(), version)
                    : replace(key, found.get(), value, Seconds.ofWrite(lifetime))
                            .thenApply(written -> written.map(cell -> WriteResult.stored(cell.version()))
                                    .orElse(WriteResult.CONFLICT));
        });
    }

    CompletionStage<Optional<Cell>> read(String key) {
        return requests.send(statements.read(key, ReadOptions.LOCAL_WITH_LIFETIME), Cell::cell);
    }

    /** Writes where nothing is. */
    CompletionStage<WriteResult> create(String key, byte[] value, Lifetime lifetime, Version version) {
        return tryToCreate(key, value, lifetime, version)
                .thenCompose(first -> first.status() != WriteResult.Status.REVOKED
                        ? done(first)
                        // Deleted since, or by a clock slightly ahead.
                        : afterServers(version).thenCompose(passed -> tryToCreate(key, value, lifetime, version)));
    }

    private CompletionStage<WriteResult> tryToCreate(String key, byte[] value, Lifetime lifetime, Version version) {
        return transact(statements.writeIfAbsent(key, value, Seconds.ofWrite(lifetime)), null)
                .thenCompose(applied -> applied
                        ? DriverFailures.afterChange(read(key))
                                .thenApply(written -> written.map(
                                                cell -> WriteResult.stored(versionOf(value, cell, version)))
                                        .orElse(WriteResult.REVOKED))
                        : done(WriteResult.CONFLICT));
    }

    /**
     * Writes where just what was found is.
     *
     * @return what is written, or empty if something else was there
     */
    CompletionStage<Optional<Cell>> replace(String key, Cell found, byte[] value, int ttlSeconds) {
        BoundStatement statement = statements.writeIfEqual(key, found.value(), value, ttlSeconds);
        return replacing(found, statement)
                .thenCompose(applied -> applied
                        ? DriverFailures.afterChange(read(key))
                                .thenApply(there -> Optional.of(written(found, value, there)))
                        : done(Optional.empty()));
    }

    /** What was written, as it is now; or, where it has been replaced since, as it must have been. */
    private static Cell written(Cell found, byte[] value, Optional<Cell> there) {
        return there.isPresent() && Arrays.equals(there.get().value(), value)
                ? there.get()
                : new Cell(value, VersionSteps.afterUpdate(found.version()), found.endSecond(), found.answer());
    }

    /** Its tombstone's timestamp is that of the server; what is returned is no less. */
    private CompletionStage<WriteResult> expire(String key, Cell found, Version version) {
        return replacing(found, statements.expireIfEqual(key, found.value()))
                .thenCompose(applied -> applied
                        ? DriverFailures.afterChange(clock())
                                .thenApply(micros -> WriteResult.stored(greater(new Version(micros), version)))
                        : done(WriteResult.CONFLICT));
    }

    private CompletionStage<Boolean> replacing(Cell found, BoundStatement statement) {
        Cell.Answer answer = found.answer();
        long passedMillis = VersionSteps.afterUpdate(found.version()).micros() / 1_000 + 1;
        long aheadMillis = passedMillis - answer.nowMillis();
        return aheadMillis > mostWaitMillis
                ? CompletableFuture.failedStage(ahead(aheadMillis))
                : pauseFor(aheadMillis).thenCompose(waited -> transact(statement, answer.node()));
    }

    private static BackendException ahead(long aheadMillis) {
        return new BackendException(
                Kind.FAILED,
                Outcome.NOT_APPLIED,
                "the entry was written by a clock that is " + Duration.ofMillis(aheadMillis)
                        + " ahead of the servers', so a transaction can't replace it until then; check the time"
                        + " synchronisation of the hosts",
                null);
    }

    /** Sends a transaction; to a node where one is given, and to another only if that one can't be reached. */
    private CompletionStage<Boolean> transact(BoundStatement statement, @Nullable Node node) {
        if (node == null) {
            return requests.send(statement, Transactions::wasApplied);
        }
        return requests.send(statement.setNode(node), Transactions::wasApplied)
                .exceptionallyCompose(
                        failure -> DriverFailures.isUnsent(failure) ? transact(statement, null) : failed(failure));
    }

    /** After a node that failed with the outcome decided, the driver asks another one, which meets that outcome. */
    private static boolean wasApplied(AsyncResultSet answer) {
        boolean applied = answer.wasApplied();
        if (!applied && DriverFailures.mayHaveDecided(answer.getExecutionInfo())) {
            throw new BackendException(
                    Kind.UNAVAILABLE,
                    Outcome.UNKNOWN,
                    "too few replicas were alive for the outcome of the transaction",
                    null);
        }
        return applied;
    }

    /** Waits until the servers' clocks have passed a version, unless that is too long. */
    private CompletionStage<Void> afterServers(Version version) {
        return clock().thenCompose(micros -> {
            long aheadMillis = (version.micros() - micros) / 1_000 + 1;
            return pauseFor(aheadMillis > mostWaitMillis ? 0 : aheadMillis);
        });
    }

    private CompletionStage<Long> clock() {
        return requests.send(statements.clock(), answer -> answer.one().getLong(0) * 1_000);
    }

    private static CompletionStage<Void> pauseFor(long millis) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        return millis <= 0
                ? CompletableFuture.completedStage(null)
                : passed.completeOnTimeout(null, millis, TimeUnit.MILLISECONDS);
    }

    private static Version versionOf(byte[] value, Cell there, Version otherwise) {
        return Arrays.equals(there.value(), value) ? there.version() : otherwise;
    }

    private static Version greater(Version one, Version other) {
        return one.isAfter(other) ? one : other;
    }

    private static <R> CompletionStage<R> done(R result) {
        return CompletableFuture.completedStage(result);
    }

    private static <R> CompletionStage<R> failed(Throwable failure) {
        return CompletableFuture.failedStage(failure);
    }
}
