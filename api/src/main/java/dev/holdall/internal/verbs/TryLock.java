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

/**
 * A {@code tryLock} call. It adds the entry that represents the lock. If the entry exists already, it tries again until
 * the wait is over.
 */
final class TryLock implements Steps<Optional<HeldLock>> {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(2), 5);

    private final StoreParts store;
    private final String key;
    private final byte[] token;
    private final Lifetime lease;
    private final Deadline waitEnd;
    private final Deadline deadline;
    private final CallState state;
    private final CompletableFuture<Ended<Optional<HeldLock>>> answer = new CompletableFuture<>();

    /**
     * The number of attempts that have found another holder. No lock is needed: attempts run one after the other, so
     * each attempt sees the count of the attempt before it.
     */
    private int lostAttempts;

    /**
     * Makes a call that takes a lock.
     *
     * @param key the key that the lock is stored under
     * @param token identifies this holder on a backend that compares values
     * @param waitEnd the moment until which the call tries again
     * @param deadline the end of the wait plus {@code request-timeout}; each attempt has {@code request-timeout} for
     *     itself
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
            BACKOFF.retryAfterPause(this::attempt, lostAttempts - 1, Math.max(0, waitEnd.remainingNanos()));
        }
    }

    private void end(Optional<HeldLock> lock, Result result) {
        answer.complete(new Ended<>(lock, result, 0, lock.isPresent() ? lostAttempts : lostAttempts - 1));
    }
}
