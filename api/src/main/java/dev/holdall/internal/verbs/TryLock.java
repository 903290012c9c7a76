package dev.holdall.internal.verbs;

import dev.holdall.Outcome;
import dev.holdall.StoreObserver.Result;
import dev.holdall.internal.dispatch.Replies;
import dev.holdall.internal.dispatch.Steps;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes a lock: adds an entry of the lock's own, and tries again for a while if there is one. */
final class TryLock implements Steps<Optional<HeldLock>> {

    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(2), 5);

    private final StoreParts store;
    private final String key;
    private final byte[] token;
    private final Lifetime lease;
    private final Deadline waitEnd;
    private final Deadline deadline;
    private final CallState state;
    private final CompletableFuture<Ended<Optional<HeldLock>>> answer = new CompletableFuture<>();

    /**
     * How many attempts have found another holder. Attempts follow each other, so each sees what the one before it
     * wrote.
     */
    private int lostAttempts;

    /**
     * An attempt to take a lock.
     *
     * @param key under which the lock is stored
     * @param token tells this holder from others on a backend that compares values
     * @param waitEnd until when to try again
     * @param deadline one request's time after that; each attempt has one request's time of its own
     */
    TryLock(StoreParts store, String key, byte[] token, Lifetime lease, Deadline waitEnd, Deadline deadline) {
        this.store = store;
        this.key = key;
        this.token = token;
        this.lease = lease;
        this.waitEnd = waitEnd;
        this.deadline = deadline;
        this.state = new CallState(deadline, store.validation());
    }

    @Override
    public CompletableFuture<Ended<Optional<HeldLock>>> begin() {
        attempt();
        return answer;
    }

    @Override
    public Outcome abandon() {
        return state.abandon();
    }

    private void attempt() {
        if (!state.beginWrite()) {
            answer.completeExceptionally(state.givenUp());
            return;
        }
        store.dispatch()
                .stepInTime(
                        key,
                        deadline,
                        until -> store.backend()
                                .writeIfAbsent(key, token, lease, store.clock().next(key), until),
                        Replies.CONDITIONAL)
                .thenAccept(this::attempted)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    }
                });
    }

    private void attempted(WriteResult written) {
        if (written.isStored()) {
            end(Optional.of(new HeldLock(token, written.storedVersion())), Result.OK);
            return;
        }
        state.writeEnded();
        lostAttempts++;
        if (waitEnd.hasPassed()) {
            end(Optional.empty(), Result.CONFLICT);
        } else {
            PAUSES.again(this::attempt, lostAttempts - 1, Math.max(0, waitEnd.remainingNanos()));
        }
    }

    private void end(Optional<HeldLock> lock, Result result) {
        answer.complete(new Ended<>(lock, result, 0, lock.isPresent() ? lostAttempts : lostAttempts - 1));
    }
}
