package dev.holdall.cassandra.internal.writes;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.requests.DriverFailures;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.cassandra.internal.requests.Requests.Timed;
import dev.holdall.cassandra.internal.statements.Cell;
import dev.holdall.cassandra.internal.statements.Statements;
import dev.holdall.cassandra.internal.statements.TtlSeconds;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.VersionSteps;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The conditional writes, by lightweight transactions.
 *
 * <p>A transaction compares bytes, not versions, and its timestamp is the clock of the node that coordinates it. So
 * each that replaces something begins with a read, which tells version, bytes and the clock of the node that answers;
 * the transaction is then sent to that node, once its clock has passed the version found. For were the timestamp below
 * it, the outcome would be hidden by what it replaces, and a second transaction could succeed beside it. A tombstone
 * can't be read: so after a write where nothing was, another read tells whether a tombstone from ahead of the servers'
 * clocks, a revocation's above all, hides it.
 */
public final class Transactions {

    private final Requests requests;
    private final Statements statements;
    private final BackendContext context;
    private final long mostWaitMillis;

    public Transactions(Requests requests, Statements statements, BackendContext context) {
        this.requests = requests;
        this.statements = statements;
        this.context = context;
        this.mostWaitMillis = context.requestTimeout().toMillis() / 4;
    }

    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return read(key, deadline).thenCompose(found -> {
            if (found.isPresent()) {
                return done(WriteResult.CONFLICT);
            }
            return lifetime.isOver()
                    ? done(WriteResult.stored(version))
                    : create(key, value, lifetime, version, deadline);
        });
    }

    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return read(key, deadline).thenCompose(found -> {
            if (found.isEmpty() || !found.get().version().equals(seen)) {
                return done(WriteResult.CONFLICT);
            }
            return lifetime.isOver()
                    ? expire(key, found.get(), version, deadline)
                    : replace(key, found.get(), value, TtlSeconds.ofWrite(lifetime), deadline)
                            .thenApply(written -> written.map(cell -> WriteResult.stored(cell.version()))
                                    .orElse(WriteResult.CONFLICT));
        });
    }

    CompletionStage<Optional<Cell>> read(String key, Deadline deadline) {
        return requests.send(statements.read(key, ReadOptions.LOCAL_WITH_LIFETIME), deadline, Cell::cell);
    }

    /** Writes where nothing is. */
    CompletionStage<WriteResult> create(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return pauseFor(millisUntilPast(version) == 1 ? 1 : 0).thenCompose(past -> {
            long start = System.nanoTime();
            return tryToCreate(key, value, lifetime, version, deadline)
                    .thenCompose(first -> first.status() == WriteResult.Status.REVOKED
                            ? DriverFailures.afterChange(
                                    () -> createAgain(key, value, lifetime, version, deadline, start))
                            : done(first));
        });
    }

    /**
     * Once more if the servers' clocks were behind this process's when the first transaction began: then a deletion
     * that this process knows of may hide it, until they have passed that. If they weren't, somebody has revoked the
     * key, or deleted it since, which must not bring it back.
     */
    private CompletionStage<WriteResult> createAgain(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline, long start) {
        return clock(deadline).thenCompose(clock -> {
            long behindMillis = millisOfPast(version) - clock.millisAt(start);
            return behindMillis > 0 && behindMillis <= mostWaitMillis
                    ? pauseFor(behindMillis).thenCompose(passed -> tryToCreate(key, value, lifetime, version, deadline))
                    : done(WriteResult.REVOKED);
        });
    }

    /** The first millisecond that is certainly after a version. */
    private static long millisOfPast(Version version) {
        return version.micros() / 1_000 + 1;
    }

    /** By the clock of this host: 1 at most, unless versions run ahead of it. */
    private static long millisUntilPast(Version version) {
        return millisOfPast(version) - System.currentTimeMillis();
    }

    private CompletionStage<WriteResult> tryToCreate(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return transact(statements.writeIfAbsent(key, value, TtlSeconds.ofWrite(lifetime)), deadline)
                .thenCompose(applied -> applied
                        ? DriverFailures.afterChange(() -> read(key, deadline))
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
    CompletionStage<Optional<Cell>> replace(String key, Cell found, byte[] value, int ttlSeconds, Deadline deadline) {
        Timed statement = statements.writeIfEqual(key, found.value(), value, ttlSeconds);
        return replacing(found, statement, deadline)
                .thenCompose(applied -> applied
                        ? readBack(key, found, value, deadline)
                                .thenApply(there -> Optional.of(written(found, value, there)))
                        : done(Optional.empty()));
    }

    /**
     * What was written, as it is now. Where it has been replaced since, its timestamp isn't known; it is told with the
     * version that it has replaced, so that an update which is based on it loses to what is there now.
     */
    private static Cell written(Cell found, byte[] value, Optional<Cell> there) {
        return there.isPresent() && Arrays.equals(there.get().value(), value)
                ? there.get()
                : new Cell(value, found.version(), found.endSecond(), found.answer());
    }

    /** Its tombstone's timestamp is that of the server; what is returned is no less. */
    private CompletionStage<WriteResult> expire(String key, Cell found, Version version, Deadline deadline) {
        return replacing(found, statements.expireIfEqual(key, found.value()), deadline)
                .thenCompose(applied -> applied
                        ? readBack(key, found, null, deadline)
                                .thenCompose(there -> DriverFailures.afterChange(() -> clock(deadline)))
                                .thenApply(clock ->
                                        WriteResult.stored(greater(new Version(clock.serverMillis() * 1_000), version)))
                        : done(WriteResult.CONFLICT));
    }

    /** What is there after what was found has been replaced; fails if that is still what one sees. */
    private CompletionStage<Optional<Cell>> readBack(
            String key, Cell found, byte @Nullable [] written, Deadline deadline) {
        return DriverFailures.afterChange(() -> read(key, deadline)).thenApply(there -> {
            if (there.isPresent() && hides(there.get(), found, written)) {
                throw new BackendException(
                        Kind.FAILED,
                        Outcome.UNKNOWN,
                        "the transaction is hidden by what it should replace, which was written by a clock ahead of the"
                                + " servers'; check the time synchronisation of the hosts",
                        null);
            }
            return there;
        });
    }

    /**
     * The version found, as after a step back of a node's clock; or, from ahead of that clock, the same bytes again.
     */
    private static boolean hides(Cell there, Cell found, byte @Nullable [] written) {
        boolean again = Arrays.equals(there.value(), found.value()) && !Arrays.equals(there.value(), written);
        boolean fromAhead = there.version().micros() / 1_000 > there.answer().serverMillis();
        return !there.version().isAfter(found.version()) || (again && fromAhead);
    }

    /** By the node that has told what is there; only if that one can't be reached, by another one. */
    private CompletionStage<Boolean> replacing(Cell found, Timed statement, Deadline deadline) {
        return replacing(found, statement, found.answer(), deadline)
                .exceptionallyCompose(failure -> DriverFailures.isUnsent(failure)
                        ? clock(deadline).thenCompose(other -> replacing(found, statement, other, deadline))
                        : failed(failure));
    }

    private CompletionStage<Boolean> replacing(Cell found, Timed statement, Cell.Answer clock, Deadline deadline) {
        long passedMillis = millisOfPast(VersionSteps.afterUpdate(found.version()));
        long aheadMillis = passedMillis - clock.nowMillis();
        if (aheadMillis > mostWaitMillis) {
            return failed(ahead(aheadMillis));
        }
        Timed there = clock.node() == null
                ? statement
                : timeout -> statement.in(timeout).setNode(clock.node());
        return pauseFor(aheadMillis).thenCompose(waited -> transact(there, deadline));
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

    private CompletionStage<Boolean> transact(Timed statement, Deadline deadline) {
        return requests.send(statement, deadline, Transactions::wasApplied);
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

    /** The clock of any node. */
    private CompletionStage<Cell.Answer> clock(Deadline deadline) {
        return requests.send(
                statements.clock(),
                deadline,
                answer -> Cell.Answer.of(answer, answer.one().getLong(0)));
    }

    private CompletionStage<Void> pauseFor(long millis) {
        return Requests.pauseFor(millis, context);
    }

    /**
     * The version that a value was created with. Where it has been replaced since, its timestamp isn't known; what is
     * told is no greater, so that an update which is based on it loses to what is there now.
     */
    private static Version versionOf(byte[] value, Cell there, Version asked) {
        if (Arrays.equals(there.value(), value)) {
            return there.version();
        }
        Version beforeAnyUpdate = there.version().plusMicros(-VersionSteps.UPDATE_MICROS - 1);
        return asked.isAfter(beforeAnyUpdate) ? beforeAnyUpdate : asked;
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
