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
 * A bulk call: its keys go to the backend in batches, as the store's {@link BulkWindow} has room, so that a key that
 * hangs holds up no others. What becomes of each key is collected. Thread-safe; nothing of the caller's or the
 * backend's runs under its lock.
 *
 * @param <A> what the backend answers for a key
 * @param <R> what the caller gets for a key
 */
final class Bulk<A, R> implements Steps<Map<String, R>>, BulkWindow.Waiter {

    private static final int BATCH = 64;

    /** How many keys are sent in a row by the thread that has called, where the backend answers at once. */
    private static final int MOST_IN_A_ROW = 1_024;

    /** Sends a batch of keys, and returns a stage for each. */
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

    /** What became of each key, by its place. An array, for a call may have a million keys. */
    private final @Nullable Object[] values;

    private final @Nullable Throwable[] failures;
    private int answered;
    private int failed;
    private long valueBytes;
    private int sent;
    private int inFlight;
    private int granted;

    /** No more keys are sent. */
    private boolean stopped;

    /** Nothing changes any more. */
    private boolean ended;

    /**
     * A bulk call, not yet begun.
     *
     * @param window the store's
     * @param callersKeys the key that the caller gave, for each that is stored
     * @param executor goes on with the call where it had to wait
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
            sendInARow(0);
        }
        return answer;
    }

    @Override
    public boolean grant(int room) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            granted = room;
        }
        resume(() -> sendInARow(takeGranted()));
        return true;
    }

    private void resume(Runnable task) {
        try {
            executor.execute(task);
        } catch (OutOfMemoryError e) {
            // No thread can be started for it: this one goes on.
            task.run();
        }
    }

    private synchronized int takeGranted() {
        int room = granted;
        granted = 0;
        return room;
    }

    /**
     * Sends batches while there is room. Only one thread is in here at a time, for a call either sends or waits for
     * room.
     *
     * @param room what the window has granted already
     */
    private void sendInARow(int room) {
        int inThisRow = 0;
        int taken = room;
        while (true) {
            if (!state.mayGoOn()) {
                window.release(taken);
                stop(state.givenUp());
                return;
            }
            int size = taken > 0 ? taken : nextSize();
            if (size == 0) {
                return;
            }
            if (inThisRow >= MOST_IN_A_ROW && taken == 0) {
                resume(() -> sendInARow(0));
                return;
            }
            if (taken == 0 && !takeRoom(size)) {
                return;
            }
            taken = 0;
            inThisRow += size;
            int first = nextBatch(size);
            if (first < 0) {
                window.release(size);
                return;
            }
            send(first, keys.subList(first, first + size));
        }
    }

    private synchronized int nextSize() {
        return ended || stopped ? 0 : Math.min(BATCH, keys.size() - sent);
    }

    private boolean takeRoom(int size) {
        BulkWindow.Room room = window.take(this, size);
        if (room == BulkWindow.Room.NEVER) {
            stop(new BackendException(
                    BackendException.Kind.OVERLOADED,
                    Outcome.NOT_APPLIED,
                    "too many bulk calls of this store wait for their turn",
                    null));
        }
        return room == BulkWindow.Room.TAKEN;
    }

    /** The place of the first key of a batch; negative if the call has ended meanwhile. */
    private synchronized int nextBatch(int size) {
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
            int place = first + i;
            CompletionStage<A> stage = answers.get(i);
            stage.whenComplete((found, failure) -> answered(place, found, failure));
        }
    }

    private void answered(int place, @Nullable A found, @Nullable Throwable failure) {
        R value = null;
        long bytes = 0;
        Throwable thrown = failure;
        if (thrown == null) {
            try {
                value = dispatch.read(keys.get(place), found, reply);
                bytes = reply.valueBytes().applyAsLong(Objects.requireNonNull(found));
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
        }
        if (note(place, value, bytes, thrown)) {
            window.release(1);
        }
    }

    /** Returns false if the call has ended before. */
    private boolean note(int place, @Nullable R value, long bytes, @Nullable Throwable failure) {
        boolean last;
        synchronized (this) {
            if (ended) {
                return false;
            }
            inFlight--;
            values[place] = value;
            valueBytes += bytes;
            if (failure == null) {
                answered++;
            } else {
                fail(place, failure);
            }
            last = isLast();
            ended = last;
        }
        if (last) {
            complete();
        }
        return true;
    }

    private void fail(int place, Throwable failure) {
        failures[place] = failure;
        answered++;
        failed++;
    }

    private boolean isLast() {
        return answered == keys.size();
    }

    /**
     * The keys that were not sent yet have failed, and no more are sent; the call goes on until the others are
     * answered. If none was sent, the call has failed as a whole.
     */
    private void stop(BackendException notSent) {
        boolean last;
        synchronized (this) {
            if (ended || stopped) {
                return;
            }
            stopped = true;
            for (int i = sent; sent > 0 && i < keys.size(); i++) {
                fail(i, notSent);
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
     * Ends the call with what is known by now: the keys without an answer have failed, unless the call has as a whole.
     */
    @Override
    public Outcome abandon() {
        state.abandon();
        int room;
        synchronized (this) {
            if (ended) {
                return unanswered();
            }
            ended = true;
            room = inFlight + granted;
            granted = 0;
        }
        window.forget(this);
        window.release(room);
        if (sent > 0) {
            failTheRest();
            complete();
        }
        return unanswered();
    }

    private synchronized Outcome unanswered() {
        return writes && sent > 0 ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }

    /** Once the call has ended nobody else changes what it has collected. */
    private void failTheRest() {
        BackendException noAnswer =
                new BackendException(BackendException.Kind.TIMEOUT, unanswered(), "no answer by the deadline", null);
        BackendException notSent = state.givenUp();
        for (int i = 0; i < keys.size(); i++) {
            if (values[i] == null && failures[i] == null) {
                fail(i, i < sent ? noAnswer : notSent);
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

    @SuppressWarnings("unchecked") // Only answered() puts something there.
    private Map<String, R> found() {
        Map<String, R> found = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            found.put(callersKeys.get(i), (R) Objects.requireNonNull(values[i]));
        }
        return found;
    }
}
