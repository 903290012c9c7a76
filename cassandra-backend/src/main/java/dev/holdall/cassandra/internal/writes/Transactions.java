package dev.holdall.cassandra.internal.writes;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.metadata.Node;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes the conditional writes, with lightweight transactions.
 *
 * <p>A lightweight transaction compares bytes, not versions, and its timestamp is the clock of the node that
 * coordinates it. So a conditional write that replaces an entry begins with a read, which returns the version, the
 * bytes and the clock of the node that answers. The transaction is sent to that same node, once its clock has passed
 * the version found. With an earlier timestamp, the old entry would hide the new one, and a second transaction that
 * expects the old bytes could succeed as well.
 *
 * <p>A tombstone can't be read. So a conditional write that creates an entry ends with another read, which shows
 * whether a tombstone hides the new entry. Such a tombstone has a timestamp ahead of the servers' clocks, as that of a
 * revocation has.
 */
public final class Transactions {

    private final Requests requests;
    private final Statements statements;
    private final Deletions deletions;
    private final BackendContext context;
    private final long mostWaitMillis;

    public Transactions(Requests requests, Statements statements, Deletions deletions, BackendContext context) {
        this.requests = requests;
        this.statements = statements;
        this.deletions = deletions;
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

    /** Writes an entry if the key has none. */
    CompletionStage<WriteResult> create(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        if (deletions.isPendingAbove(key, version)) {
            // The tombstone would hide the entry here. Another data centre may not have it yet, and could read the
            // entry until the tombstone arrives there.
            return done(WriteResult.REVOKED);
        }
        // If the version was made in the current millisecond, wait for the next one: then the clock of a server that
        // agrees with this host's clock has passed the version.
        return pauseFor(millisUntilAfter(version) == 1 ? 1 : 0).thenCompose(passed -> {
            long start = System.nanoTime();
            return tryToCreate(key, value, lifetime, version, deadline)
                    .thenCompose(first -> first.status() == WriteResult.Status.REVOKED
                            ? DriverFailures.afterChange(
                                    () -> createAgain(key, value, lifetime, version, deadline, start))
                            : done(first));
        });
    }

    /**
     * Makes the transaction once more if the servers' clocks were behind this process's clock when the first one began.
     * In that case a tombstone of a deletion that this process knows of may hide the entry, until the servers' clocks
     * have passed the version. If they were not behind, the key was revoked or was deleted in the meantime, and must
     * not get an entry.
     */
    private CompletionStage<WriteResult> createAgain(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline, long start) {
        return clock(deadline).thenCompose(clock -> {
            long behindMillis = firstMillisAfter(version) - clock.millisAt(start);
            return behindMillis > 0 && behindMillis <= mostWaitMillis
                    ? pauseFor(behindMillis).thenCompose(passed -> tryToCreate(key, value, lifetime, version, deadline))
                    : done(WriteResult.REVOKED);
        });
    }

    /** Returns the first millisecond that is certainly after a version. */
    private static long firstMillisAfter(Version version) {
        return version.micros() / 1_000 + 1;
    }

    /**
     * Returns the milliseconds until this host's clock has certainly passed a version: 1 at most, unless versions run
     * ahead of the clock.
     */
    private static long millisUntilAfter(Version version) {
        return firstMillisAfter(version) - System.currentTimeMillis();
    }

    private CompletionStage<WriteResult> tryToCreate(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        Timed statement = statements.writeIfAbsent(key, value, TtlSeconds.ofWrite(lifetime));
        return transact(statement, deadline)
                .exceptionallyCompose(failure -> DriverFailures.isUnbegun(failure)
                        ? clock(deadline).thenCompose(other -> transact(sentTo(other.node(), statement), deadline))
                        : failed(failure))
                .thenCompose(decision -> decision.applied()
                        ? DriverFailures.afterChange(() -> read(key, deadline))
                                .thenApply(written -> written.map(
                                                cell -> WriteResult.stored(versionOf(value, cell, version)))
                                        .orElse(WriteResult.REVOKED))
                        : done(WriteResult.CONFLICT));
    }

    /**
     * Replaces the cell found.
     *
     * @return the cell written; empty if the key has another value by now
     */
    CompletionStage<Optional<Cell>> replace(String key, Cell found, byte[] value, int ttlSeconds, Deadline deadline) {
        Timed statement = statements.writeIfEqual(key, found.value(), value, ttlSeconds);
        return replacing(found, statement, deadline)
                .thenCompose(decision -> decision.applied()
                        ? readBack(key, found, value, deadline)
                                .thenApply(current -> Optional.of(written(found, value, current)))
                        : done(Optional.empty()));
    }

    /**
     * Returns the cell that the transaction has written. If another write has replaced it since, its timestamp isn't
     * known. It is then returned with the version of the cell found, so that an update based on it loses to the current
     * cell.
     */
    private static Cell written(Cell found, byte[] value, Optional<Cell> current) {
        return current.isPresent() && Arrays.equals(current.get().value(), value)
                ? current.get()
                : new Cell(value, found.version(), found.endSecond(), found.answer());
    }

    /**
     * Deletes the cell found, by a transaction. Its tombstone has a timestamp of the node that coordinated the
     * transaction, which can't be read. The version returned is the next millisecond of the clock of that same node
     * afterwards, or the version given if that is greater, so that writes which follow it are above the tombstone.
     */
    private CompletionStage<WriteResult> expire(String key, Cell found, Version version, Deadline deadline) {
        return replacing(found, statements.expireIfEqual(key, found.value()), deadline)
                .thenCompose(decision -> decision.applied()
                        ? readBack(key, found, null, deadline)
                                .thenCompose(current -> DriverFailures.afterChange(
                                        () -> clock(sentTo(decision.coordinator(), statements.clock()), deadline)))
                                .thenApply(clock -> WriteResult.stored(greater(firstVersionAfter(clock), version)))
                        : done(WriteResult.CONFLICT));
    }

    /** Reads the key after the cell found was replaced. Fails if the cell found, or one like it, hides the outcome. */
    private CompletionStage<Optional<Cell>> readBack(
            String key, Cell found, byte @Nullable [] written, Deadline deadline) {
        return DriverFailures.afterChange(() -> read(key, deadline)).thenApply(current -> {
            if (current.isPresent() && hides(current.get(), found, written)) {
                throw new BackendException(
                        Kind.FAILED,
                        Outcome.UNKNOWN,
                        "the transaction is hidden by the entry that it should replace, which was written by a clock"
                                + " ahead of the servers'; check the time synchronisation of the hosts",
                        null);
            }
            return current;
        });
    }

    /**
     * Tells whether the current cell hides the outcome of the transaction. Either its version is not above the one
     * found, as after a step back of the node's clock. Or a clock ahead of the node's has written the same bytes again
     * before the transaction.
     */
    private static boolean hides(Cell current, Cell found, byte @Nullable [] written) {
        boolean sameBytes = Arrays.equals(current.value(), found.value()) && !Arrays.equals(current.value(), written);
        boolean fromAhead =
                current.version().micros() / 1_000 > current.answer().serverMillis();
        return !current.version().isAfter(found.version()) || (sameBytes && fromAhead);
    }

    /**
     * Sends the transaction to the node that answered the read. If that node can't be reached, or is shutting down,
     * another node gets the transaction, after its clock was read.
     */
    private CompletionStage<Decision> replacing(Cell found, Timed statement, Deadline deadline) {
        return replacing(found, statement, found.answer(), deadline)
                .exceptionallyCompose(failure -> DriverFailures.isUnbegun(failure)
                        ? clock(deadline).thenCompose(other -> replacing(found, statement, other, deadline))
                        : failed(failure));
    }

    private CompletionStage<Decision> replacing(Cell found, Timed statement, Cell.Answer clock, Deadline deadline) {
        long passedMillis = firstMillisAfter(VersionSteps.afterUpdate(found.version()));
        long aheadMillis = passedMillis - clock.nowMillis();
        if (aheadMillis > mostWaitMillis) {
            return failed(ahead(aheadMillis));
        }
        return pauseFor(aheadMillis).thenCompose(waited -> transact(sentTo(clock.node(), statement), deadline));
    }

    /** Lets a statement go to one node; to any if the driver doesn't know which one it was. */
    private static Timed sentTo(@Nullable Node node, Timed statement) {
        return node == null ? statement : timeout -> statement.in(timeout).setNode(node);
    }

    private static BackendException ahead(long aheadMillis) {
        return new BackendException(
                Kind.FAILED,
                Outcome.NOT_APPLIED,
                "the entry was written by a clock that is " + Duration.ofMillis(aheadMillis)
                        + " ahead of the servers', so a transaction can't replace it until that time has passed; check"
                        + " the time synchronisation of the hosts",
                null);
    }

    private CompletionStage<Decision> transact(Timed statement, Deadline deadline) {
        return requests.send(
                statement,
                deadline,
                answer -> new Decision(
                        wasApplied(answer), answer.getExecutionInfo().getCoordinator()));
    }

    /**
     * What became of a transaction.
     *
     * @param coordinator the node that coordinated it; null if the driver doesn't know it
     */
    private record Decision(boolean applied, @Nullable Node coordinator) {}

    /**
     * Tells whether the transaction was applied. If a node fails after the transaction is decided, the driver asks
     * another node. That node finds the outcome of the first attempt, and answers that its own was not applied.
     */
    private static boolean wasApplied(AsyncResultSet answer) {
        boolean applied = answer.wasApplied();
        if (!applied && DriverFailures.mayHaveDecided(answer.getExecutionInfo())) {
            throw new BackendException(
                    Kind.UNAVAILABLE,
                    Outcome.UNKNOWN,
                    "the transaction may have been decided, but too few replicas were alive to store its outcome",
                    null);
        }
        return applied;
    }

    /** Reads the clock of any node. */
    private CompletionStage<Cell.Answer> clock(Deadline deadline) {
        return clock(statements.clock(), deadline);
    }

    private CompletionStage<Cell.Answer> clock(Timed statement, Deadline deadline) {
        return requests.send(
                statement,
                deadline,
                answer -> Cell.Answer.of(
                        answer, Objects.requireNonNull(answer.one()).getLong(0)));
    }

    private CompletionStage<Void> pauseFor(long millis) {
        return Requests.pauseFor(millis, context);
    }

    /**
     * Returns the version that a value was created with. If another write has replaced the value since, its timestamp
     * isn't known. The version returned is then so low that an update based on it loses to the current cell.
     */
    private static Version versionOf(byte[] value, Cell current, Version asked) {
        if (Arrays.equals(current.value(), value)) {
            return current.version();
        }
        Version beforeAnyUpdate = current.version().plusMicros(-VersionSteps.UPDATE_MICROS - 1);
        return asked.isAfter(beforeAnyUpdate) ? beforeAnyUpdate : asked;
    }

    private static Version firstVersionAfter(Cell.Answer clock) {
        return new Version((clock.serverMillis() + 1) * 1_000);
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
