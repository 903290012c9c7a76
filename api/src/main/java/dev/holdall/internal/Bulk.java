package dev.holdall.internal;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.StoreObserver.Result;
import dev.holdall.internal.dispatch.BulkFailure;
import dev.holdall.internal.dispatch.Dispatch;
import dev.holdall.internal.dispatch.Reply;
import dev.holdall.internal.dispatch.Steps;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A bulk call: its keys go to the backend in batches, as the store's {@link BulkWindow} has room, so that a key that hangs holds
 * up no others. What becomes of each key is collected. Thread-safe; nothing of the caller's or the backend's runs under its
 * lock.
 *
 * @param <A> what the backend answers for a key
 * @param <R> what the caller gets for a key
 */
final class Bulk<A, R> implements Steps<Map<String, R>> {

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
    private final Map<String, String> callersKeys;
    private final List<String> keys;
    private final Request<A> request;
    private final Reply<A, R> reply;
    private final Executor executor;
    private final Deadline deadline;
    private final CallState state;
    private final boolean writes;
    private final CompletableFuture<Ended<Map<String, R>>> answer = new CompletableFuture<>();

    private final Map<String, R> done = new LinkedHashMap<>();
    private final Map<String, Throwable> failures = new LinkedHashMap<>();
    private long valueBytes;
    private int sent;
    private int inFlight;
    private int granted;
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
        this.callersKeys = callersKeys;
        this.keys = new ArrayList<>(callersKeys.keySet());
        this.request = request;
        this.reply = reply;
        this.executor = executor;
        this.deadline = deadline;
        this.state = new CallState(deadline, store.admission());
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

    /** The window has room for this call, which has waited for it. Returns false if the call has ended meanwhile. */
    boolean grant(int room) {
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
     * Sends batches while there is room. Only one thread is in here at a time, for a call either sends or waits for room.
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
            List<String> batch = nextBatch(size);
            if (batch.isEmpty()) {
                window.release(size);
                return;
            }
            send(batch);
        }
    }

    private synchronized int nextSize() {
        return ended ? 0 : Math.min(BATCH, keys.size() - sent);
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

    /** Empty if the call has ended meanwhile. */
    private synchronized List<String> nextBatch(int size) {
        if (ended) {
            return List.of();
        }
        sent += size;
        inFlight += size;
        return keys.subList(sent - size, sent);
    }

    private void send(List<String> batch) {
        Map<String, CompletionStage<A>> answers;
        try {
            answers = Objects.requireNonNull(request.send(batch, deadline), "the backend returned no stages");
        } catch (RuntimeException | Error e) {
            batch.forEach(key -> answered(key, null, e));
            return;
        }
        batch.forEach(key -> collect(key, answers.get(key)));
    }

    private void collect(String key, @Nullable CompletionStage<A> stage) {
        if (stage == null) {
            answered(key, null, new NullPointerException("the backend returned no stage"));
        } else {
            stage.whenComplete((found, failure) -> answered(key, found, failure));
        }
    }

    private void answered(String key, @Nullable A found, @Nullable Throwable failure) {
        R value = null;
        long bytes = 0;
        Throwable failed = failure;
        if (failed == null) {
            try {
                value = dispatch.read(key, Objects.requireNonNull(found, "the backend gave no answer"), reply);
                bytes = reply.valueBytes().applyAsLong(found);
            } catch (RuntimeException e) {
                failed = e;
            }
        }
        if (note(key, value, bytes, failed)) {
            window.release(1);
        }
    }

    /** Returns false if the call has ended before. */
    private boolean note(String key, @Nullable R value, long bytes, @Nullable Throwable failure) {
        boolean last;
        synchronized (this) {
            if (ended) {
                return false;
            }
            inFlight--;
            if (value == null) {
                failures.put(callersKey(key), failure == null ? new NullPointerException("no answer") : failure);
            } else {
                done.put(callersKey(key), value);
                valueBytes += bytes;
            }
            last = done.size() + failures.size() == keys.size();
            ended |= last;
        }
        if (last) {
            complete();
        }
        return true;
    }

    /** The keys that were not sent yet have failed, and no more are sent; the call goes on until the others are answered. */
    private void stop(BackendException notSent) {
        boolean last;
        synchronized (this) {
            if (ended) {
                return;
            }
            keys.subList(sent, keys.size()).forEach(key -> failures.put(callersKey(key), notSent));
            sent = keys.size();
            last = inFlight == 0;
            ended |= last;
        }
        if (last) {
            complete();
        }
    }

    /** Ends the call with what is known by now: the keys without an answer have failed. */
    @Override
    public Outcome abandon() {
        state.abandon();
        int room;
        synchronized (this) {
            if (ended) {
                return unanswered();
            }
            ended = true;
            failTheRest();
            room = inFlight + granted;
        }
        window.forget(this);
        window.release(room);
        complete();
        return unanswered();
    }

    private Outcome unanswered() {
        return writes ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }

    private void failTheRest() {
        BackendException unanswered =
                new BackendException(BackendException.Kind.TIMEOUT, unanswered(), "no answer by the deadline", null);
        BackendException notSent = state.givenUp();
        for (int i = 0; i < keys.size(); i++) {
            String key = callersKey(keys.get(i));
            if (!done.containsKey(key)) {
                failures.putIfAbsent(key, i < sent ? unanswered : notSent);
            }
        }
    }

    /** Once the call has ended nobody changes what it has collected. */
    private void complete() {
        if (failures.isEmpty()) {
            answer.complete(Ended.of(inOrder(done), Result.OK, valueBytes));
        } else {
            answer.completeExceptionally(
                    new BulkFailure(new LinkedHashSet<>(inOrder(done).keySet()), inOrder(failures)));
        }
    }

    private synchronized <T> Map<String, T> inOrder(Map<String, T> ofKeys) {
        Map<String, T> inOrder = new LinkedHashMap<>();
        for (String key : callersKeys.values()) {
            T value = ofKeys.get(key);
            if (value != null) {
                inOrder.put(key, value);
            }
        }
        return inOrder;
    }

    private String callersKey(String storedKey) {
        return Objects.requireNonNull(callersKeys.get(storedKey));
    }
}
