package dev.holdall.internal.verbs;

import dev.holdall.Entry;
import dev.holdall.NewEntry;
import dev.holdall.Outcome;
import dev.holdall.StoreObserver.Result;
import dev.holdall.internal.dispatch.Replies;
import dev.holdall.internal.dispatch.Steps;
import dev.holdall.internal.dispatch.UserCode;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@code merge} call. It reads an entry, calls the caller's function, and writes the function's result if the entry
 * is still the same. It repeats this until the write succeeds or the deadline passes. Every round begins as a new task
 * on the thread that runs functions, so the stack doesn't grow with the rounds. If the backend answers at once, the
 * read and the write of a round are part of one task.
 */
final class Merge implements Steps<Optional<Entry>> {

    private static final int ROUNDS_WITHOUT_PAUSE = 4;
    private static final Backoff BACKOFF = new Backoff(Duration.ofNanos(50_000), 8);

    private final StoreParts store;
    private final SessionBackend backend;
    private final String key;
    private final Function<Optional<Entry>, Optional<NewEntry>> function;
    private final UserCode userCode;
    private final Deadline deadline;
    private final CallState state;
    private final CompletableFuture<Ended<Optional<Entry>>> answer = new CompletableFuture<>();

    /**
     * The number of rounds in which another write to the key was faster. No lock is needed: rounds run one after the
     * other, so each round sees the count of the round before it.
     */
    private int lostRounds;

    Merge(
            StoreParts store,
            String key,
            Function<Optional<Entry>, Optional<NewEntry>> function,
            UserCode userCode,
            Deadline deadline) {
        this.store = store;
        this.backend = store.backend();
        this.key = key;
        this.function = function;
        this.userCode = userCode;
        this.deadline = deadline;
        this.state = new CallState(deadline, store.validation());
    }

    /** The value and the lifetime that replace the entry found. */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    private record Change(byte[] value, Lifetime lifetime) {}

    @Override
    public CompletableFuture<Ended<Optional<Entry>>> begin() {
        beginRound();
        return answer;
    }

    @Override
    public Outcome abandon() {
        return state.abandon();
    }

    private void beginRound() {
        userCode.run(this::round, answer::completeExceptionally);
    }

    private void round() {
        if (!state.mayGoOn()) {
            answer.completeExceptionally(state.givenUp());
            return;
        }
        CompletableFuture<Optional<StoredEntry>> read = store.dispatch()
                .step(key, deadline, until -> backend.read(key, ReadOptions.LOCAL_WITH_LIFETIME, until), Replies.STORED)
                .toCompletableFuture();
        if (read.isDone()) {
            unlessFailed(read, this::write);
        } else {
            unlessFailed(read, found -> userCode.run(() -> write(found), answer::completeExceptionally));
        }
    }

    private void write(Optional<StoredEntry> found) {
        if (!state.mayGoOn()) {
            answer.completeExceptionally(state.givenUp());
            return;
        }
        Optional<Change> change;
        try {
            change = change(found.map(entry -> Replies.entry(entry, store.wallClock())));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            return;
        }
        if (change.isEmpty()) {
            end(Optional.empty(), Result.OK, 0);
        } else if (state.beginWrite()) {
            unlessFailed(send(found, change.get()), written -> written(change.get(), written));
        } else {
            answer.completeExceptionally(state.givenUp());
        }
    }

    private Optional<Change> change(Optional<Entry> current) {
        Optional<NewEntry> made = UserCode.call("the function given to merge", () -> function.apply(current));
        return UserCode.call(
                "the change",
                () -> made.map(entry -> new Change(
                        store.validation().value(entry.value()),
                        store.validation().lifetime(entry.ttl()))));
    }

    private CompletionStage<WriteResult> send(Optional<StoredEntry> found, Change change) {
        return store.dispatch()
                .step(
                        key,
                        deadline,
                        until -> found.isPresent()
                                ? backend.writeIfUnchanged(
                                        key,
                                        found.get().version(),
                                        change.value(),
                                        change.lifetime(),
                                        store.clock().next(key),
                                        until)
                                : backend.writeIfAbsent(
                                        key,
                                        change.value(),
                                        change.lifetime(),
                                        store.clock().next(key),
                                        until),
                        Replies.CONDITIONAL);
    }

    private void written(Change change, WriteResult written) {
        switch (written.status()) {
            case STORED -> {
                StoredEntry stored = new StoredEntry(change.value(), written.storedVersion(), change.lifetime());
                end(Optional.of(Replies.entry(stored, store.wallClock())), Result.OK, change.value().length);
            }
            case REVOKED -> end(Optional.empty(), Result.REVOKED, 0);
            case CONFLICT -> {
                state.writeEnded();
                retry();
            }
        }
    }

    private void end(Optional<Entry> stored, Result result, long valueBytes) {
        answer.complete(new Ended<>(stored, result, valueBytes, lostRounds));
    }

    private void retry() {
        lostRounds++;
        if (lostRounds < ROUNDS_WITHOUT_PAUSE) {
            beginRound();
            return;
        }
        try {
            BACKOFF.retryAfterPause(this::beginRound, lostRounds - ROUNDS_WITHOUT_PAUSE, Long.MAX_VALUE);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** Continues with the result of a step. If the step or its continuation fails, the merge fails. */
    private <T> void unlessFailed(CompletionStage<T> step, Consumer<T> then) {
        step.thenAccept(then).whenComplete((done, failure) -> fail(failure));
    }

    private void fail(@Nullable Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
        }
    }
}
