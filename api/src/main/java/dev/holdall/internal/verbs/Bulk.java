package dev.holdall.internal.verbs;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.StoreObserver.Result;
import dev.holdall.internal.dispatch.BulkFailure;
import dev.holdall.internal.dispatch.Dispatch;
import dev.holdall.internal.dispatch.Reply;
import dev.holdall.internal.dispatch.Steps;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A bulk call. It sends its keys to the backend in batches, as the store's {@link BulkWindow} has permits, so that a
 * key whose request hangs doesn't delay the other keys. It collects the result of each key. Thread-safe; no code of the
 * caller or of the backend runs while the lock is held.
 *
 * @param <A> what the backend answers for a key
 * @param <R> what the caller gets for a key
 */
final class Bulk<A, R> implements Steps<Map<String, R>>, BulkWindow.Waiter {

    private static final int BATCH_SIZE = 64;

    /** How many keys a thread sends before it hands the call over to the executor, if the backend answers at once. */
    private static final int MAX_KEYS_PER_TURN = 1_024;

    /** Sends a batch of keys, and returns a stage for each key. */
    @FunctionalInterface
    interface Request<A> {
        Map<String, CompletionStage<A>> send(List<String> keys, Deadline deadline);
    }

    private final Dispatch dispatch;
    private final BulkWindow window;
    private final List<String> keys;
    private final List<String> callersKeys;
    private final Request<A> request;
    private final Reply<A, R> reply;
    private final Executor executor;
    private final Deadline deadline;
    private final CallState state;
    private final boolean writes;
    private final CompletableFuture<Ended<Map<String, R>>> answer = new CompletableFuture<>();

    /** The result of each key, by the index of the key. These are arrays because a call may have a million keys. */
    private final @Nullable Object[] values;

    private final @Nullable Throwable[] failures;
    private int answered;
    private int failed;
    private long valueBytes;
    private int sent;
    private int inFlight;
    private int granted;

    /** Whether no more keys are sent. */
    private boolean stopped;

    /** Whether the call has ended, so that its results don't change any more. */
    private boolean ended;

    /**
     * Makes a bulk call, which {@link #begin} starts.
     *
     * @param window limits the requests of all bulk calls of the store
     * @param callersKeys the caller's key for each stored key
     * @param executor continues the call after it has waited for permits
     */
    Bulk(
            StoreParts store,
            BulkWindow window,
            Operation operation,
            Map<String, String> callersKeys,
            Request<A> request,
            Reply<A, R> reply,
            Executor executor,
            Deadline deadline) {
        this.dispatch = store.dispatch();
        this.window = window;
        this.writes = operation.writes();
        this.keys = List.copyOf(callersKeys.keySet());
        this.callersKeys = List.copyOf(callersKeys.values());
        this.values = new Object[keys.size()];
        this.failures = new Throwable[keys.size()];
        this.request = request;
        this.reply = reply;
        this.executor = executor;
        this.deadline = deadline;
        this.state = new CallState(deadline, store.validation());
    }

    @Override
    public CompletableFuture<Ended<Map<String, R>>> begin() {
        if (keys.isEmpty()) {
            complete();
        } else {
            sendBatches(0);
        }
        return answer;
    }

    @Override
    public boolean grant(int permits) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            granted = permits;
        }
        resume(() -> sendBatches(takeGranted()));
        return true;
    }

    private void resume(Runnable task) {
        try {
            executor.execute(task);
        } catch (OutOfMemoryError e) {
            // The executor can't start a thread, so this thread continues the call.
            task.run();
        }
    }

    private synchronized int takeGranted() {
        int permits = granted;
        granted = 0;
        return permits;
    }

    /**
     * Sends batches while there are permits. Only one thread at a time executes this method for a call, because a call
     * either sends or waits for permits.
     *
     * @param permits the permits that the window has granted already
     */
    private void sendBatches(int permits) {
        int sentThisTurn = 0;
        int taken = permits;
        while (true) {
            if (!state.mayGoOn()) {
                window.release(taken);
                stop(state.givenUp());
                return;
            }
            int size = taken > 0 ? taken : nextBatchSize();
            if (size == 0) {
                return;
            }
            if (sentThisTurn >= MAX_KEYS_PER_TURN && taken == 0) {
                resume(() -> sendBatches(0));
                return;
            }
            if (taken == 0 && !acquirePermits(size)) {
                return;
            }
            taken = 0;
            sentThisTurn += size;
            int first = reserveBatch(size);
            if (first < 0) {
                window.release(size);
                return;
            }
            send(first, keys.subList(first, first + size));
        }
    }

    private synchronized int nextBatchSize() {
        return ended || stopped ? 0 : Math.min(BATCH_SIZE, keys.size() - sent);
    }

    private boolean acquirePermits(int size) {
        BulkWindow.Permits permits = window.acquire(this, size);
        if (permits == BulkWindow.Permits.REFUSED) {
            stop(new BackendException(
                    BackendException.Kind.OVERLOADED,
                    Outcome.NOT_APPLIED,
                    "too many bulk calls of this store are waiting already; try again later",
                    null));
        }
        return permits == BulkWindow.Permits.ACQUIRED;
    }

    /**
     * Reserves the next keys for a batch, and returns the index of the first of them; negative if the call has ended
     * meanwhile.
     */
    private synchronized int reserveBatch(int size) {
        if (ended) {
            return -1;
        }
        sent += size;
        inFlight += size;
        return sent - size;
    }

    private void send(int first, List<String> batch) {
        List<CompletableFuture<A>> answers = dispatch.batch(batch, deadline, request::send);
        for (int i = 0; i < batch.size(); i++) {
            int index = first + i;
            CompletionStage<A> stage = answers.get(i);
            stage.whenComplete((found, failure) -> answered(index, found, failure));
        }
    }

    private void answered(int index, @Nullable A found, @Nullable Throwable failure) {
        R value = null;
        long bytes = 0;
        Throwable thrown = failure;
        if (thrown == null) {
            try {
                value = dispatch.read(keys.get(index), found, reply);
                bytes = reply.valueBytes().applyAsLong(Objects.requireNonNull(found));
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
        }
        if (recordAnswer(index, value, bytes, thrown)) {
            window.release(1);
        }
    }

    /** Records the result of a key. Returns false if the call has ended before. */
    private boolean recordAnswer(int index, @Nullable R value, long bytes, @Nullable Throwable failure) {
        boolean last;
        synchronized (this) {
            if (ended) {
                return false;
            }
            inFlight--;
            values[index] = value;
            valueBytes += bytes;
            if (failure == null) {
                answered++;
            } else {
                recordFailure(index, failure);
            }
            last = isLast();
            ended = last;
        }
        if (last) {
            complete();
        }
        return true;
    }

    private void recordFailure(int index, Throwable failure) {
        failures[index] = failure;
        answered++;
        failed++;
    }

    private boolean isLast() {
        return answered == keys.size();
    }

    /**
     * Stops sending. The keys that were not sent yet fail, and the call continues until the other keys are answered. If
     * no key was sent, the call fails as a whole.
     */
    private void stop(BackendException notSent) {
        boolean last;
        synchronized (this) {
            if (ended || stopped) {
                return;
            }
            stopped = true;
            for (int i = sent; sent > 0 && i < keys.size(); i++) {
                recordFailure(i, notSent);
            }
            last = inFlight == 0;
            ended = last;
        }
        if (sent == 0) {
            answer.completeExceptionally(notSent);
        } else if (last) {
            complete();
        }
    }

    /**
     * Ends the call with the answers that have arrived: the keys without an answer fail. If no key was sent, the caller
     * reports the failure of the call as a whole.
     */
    @Override
    public Outcome abandon() {
        state.abandon();
        int permits;
        synchronized (this) {
            if (ended) {
                return unanswered();
            }
            ended = true;
            permits = inFlight + granted;
            granted = 0;
        }
        window.cancel(this);
        window.release(permits);
        if (sent > 0) {
            failTheRest();
            complete();
        }
        return unanswered();
    }

    private synchronized Outcome unanswered() {
        return writes && sent > 0 ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }

    /**
     * Fails the keys that have no result. No lock is needed: once the call has ended, no other thread changes the
     * results.
     */
    private void failTheRest() {
        BackendException noAnswer =
                new BackendException(BackendException.Kind.TIMEOUT, unanswered(), "no answer by the deadline", null);
        BackendException notSent = state.givenUp();
        for (int i = 0; i < keys.size(); i++) {
            if (values[i] == null && failures[i] == null) {
                recordFailure(i, i < sent ? noAnswer : notSent);
            }
        }
    }

    private void complete() {
        if (failed == 0) {
            answer.complete(Ended.of(found(), Result.OK, valueBytes));
        } else {
            answer.completeExceptionally(new BulkFailure(callersKeys, failures));
        }
    }

    @SuppressWarnings("unchecked") // Only answered() sets these values.
    private Map<String, R> found() {
        Map<String, R> found = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            found.put(callersKeys.get(i), (R) Objects.requireNonNull(values[i]));
        }
        return found;
    }
}
