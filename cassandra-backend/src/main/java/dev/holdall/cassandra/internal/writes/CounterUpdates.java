package dev.holdall.cassandra.internal.writes;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.requests.DriverFailures;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.cassandra.internal.statements.Cell;
import dev.holdall.cassandra.internal.statements.Statements;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Counters;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.VersionSteps;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Increments counters. An increment is a transaction that is repeated until it replaces the value that it has read.
 *
 * <p>A sum is written with what is left of the counter's lifetime, in whole seconds. Cassandra counts them from the
 * second of the write. So if a second passes between the read and the write, the expiry moves by a second, and a
 * counter that is incremented often would never expire. Therefore the expiry is read back after the write, and
 * corrected.
 */
public final class CounterUpdates {

    private static final long MOST_PAUSE_MILLIS = 32;

    private final Requests requests;
    private final Statements statements;
    private final Transactions transactions;
    private final BackendContext context;

    public CounterUpdates(Requests requests, Statements statements, Transactions transactions, BackendContext context) {
        this.context = context;
        this.requests = requests;
        this.statements = statements;
        this.transactions = transactions;
    }

    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        return new Increment(key, delta, initial, lifetime, version, deadline).attempt(0);
    }

    /** Makes the failure of an increment that others were faster than each time, until its deadline passed. */
    static BackendException lostUntilTheDeadline() {
        return new BackendException(
                Kind.TIMEOUT,
                Outcome.NOT_APPLIED,
                "too many others change this counter: another was faster at each attempt until the deadline passed",
                null);
    }

    /** One call of {@code increment}. */
    private final class Increment {

        private final String key;
        private final long delta;
        private final long initial;
        private final Lifetime lifetime;
        private final Version version;
        private final Deadline deadline;

        Increment(String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            this.key = key;
            this.delta = delta;
            this.initial = initial;
            this.lifetime = lifetime;
            this.version = version;
            this.deadline = deadline;
        }

        CompletionStage<Counted> attempt(int number) {
            return transactions
                    .read(key, deadline)
                    .thenCompose(found -> found.isPresent() ? add(found.get()) : create())
                    .thenCompose(counted ->
                            counted.isPresent() ? CompletableFuture.completedStage(counted.get()) : retry(number + 1));
        }

        private CompletionStage<Optional<Counted>> create() {
            if (lifetime.isOver()) {
                return CompletableFuture.completedStage(Optional.of(new Counted(initial, version)));
            }
            return transactions
                    .create(key, Counters.format(initial), lifetime, version, deadline)
                    .thenApply(written -> switch (written.status()) {
                        case STORED, REVOKED -> Optional.of(new Counted(initial, written.version()));
                        case CONFLICT -> Optional.empty();
                    });
        }

        private CompletionStage<Optional<Counted>> add(Cell found) {
            long sum = Math.addExact(Counters.parse(found.value()), delta);
            return transactions
                    .replace(key, found, Counters.format(sum), found.remainingSeconds(), deadline)
                    .thenCompose(written -> written.isPresent()
                            ? DriverFailures.afterChange(() -> keepExpiry(found, written.get()))
                                    .thenApply(kept -> Optional.of(new Counted(sum, kept)))
                            : CompletableFuture.completedStage(Optional.empty()));
        }

        /**
         * Corrects the expiry if the transaction has moved it. At the same version, Cassandra prefers the later expiry;
         * an earlier expiry has to be written with the next version.
         */
        private CompletionStage<Version> keepExpiry(Cell found, Cell written) {
            if (found.endSecond() == written.endSecond()) {
                return CompletableFuture.completedStage(written.version());
            }
            Version corrected = written.endSecond() < found.endSecond()
                    ? written.version()
                    : VersionSteps.afterTouch(written.version());
            int ttlSeconds = found.remainingSeconds(written.answer());
            return requests.send(
                    statements.write(key, written.value(), ttlSeconds, corrected), deadline, answer -> corrected);
        }

        private CompletionStage<Counted> retry(int number) {
            if (deadline.hasPassed()) {
                return CompletableFuture.failedStage(lostUntilTheDeadline());
            }
            long pause = 1 + ThreadLocalRandom.current().nextLong(Math.min(MOST_PAUSE_MILLIS, 1L << number));
            return Requests.pauseFor(pause, context).thenCompose(paused -> attempt(number));
        }
    }
}
