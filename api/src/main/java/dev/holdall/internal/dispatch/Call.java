package dev.holdall.internal.dispatch;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.StoreObserver.End;
import dev.holdall.StoreObserver.Observation;
import dev.holdall.StoreObserver.Result;
import dev.holdall.internal.dispatch.Failures.Failed;
import dev.holdall.internal.threads.Deadlines.Timeout;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a verb that has been sent, and the way of its answer to the caller. A face takes one of the two ways, once: the
 * blocking one {@link #await()}, the asynchronous one {@link #stage}.
 *
 * @param <A> what the backend answers
 * @param <R> what the caller gets
 */
public final class Call<A, R> implements BiConsumer<A, @Nullable Throwable> {

    private final Dispatch dispatch;
    private final Operation operation;
    private final @Nullable String key;
    private final @Nullable String storedKey;
    private final long valueBytes;
    private final Duration time;
    private final Deadline deadline;
    private final Observation observation;
    private final CompletableFuture<A> answer;
    private final Reply<A, R> reply;
    private final @Nullable Steps<?> steps;

    /** Only on the asynchronous face: the wait for the deadline, and what the caller was given. */
    private @Nullable Timeout timeout;

    private @Nullable CompletableFuture<R> given;

    /**
     * A call.
     *
     * @param key the caller's key; null for a bulk call
     * @param storedKey the key that the backend is given, whose version is followed; null where the steps do that
     * @param valueBytes the size of the values that the caller gives
     * @param time how long the call may take
     * @param answer completes with what the backend answers, or with a failure that {@link Failures} translates
     * @param steps the requests of the call; null if it is a single one
     */
    Call(
            Dispatch dispatch,
            Operation operation,
            @Nullable String key,
            @Nullable String storedKey,
            long valueBytes,
            Duration time,
            Deadline deadline,
            Observation observation,
            CompletableFuture<A> answer,
            Reply<A, R> reply,
            @Nullable Steps<?> steps) {
        this.dispatch = dispatch;
        this.operation = operation;
        this.key = key;
        this.storedKey = storedKey;
        this.valueBytes = valueBytes;
        this.time = time;
        this.deadline = deadline;
        this.observation = observation;
        this.answer = answer;
        this.reply = reply;
        this.steps = steps;
    }

    Operation operation() {
        return operation;
    }

    /** The caller's key; null for a bulk call. */
    @Nullable
    String key() {
        return key;
    }

    /** How long the call may take. */
    Duration time() {
        return time;
    }

    /** Nobody waits any longer. Tells what can have become of the call. */
    Outcome abandon() {
        if (steps != null) {
            return steps.abandon();
        }
        return operation.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }

    /** Waits for the answer until the deadline, and returns it or throws the failure. */
    public R await() {
        if (answer.isDone()) {
            try {
                return finish();
            } finally {
                observation.onReturn();
            }
        }
        return await(CallerThread.waiting());
    }

    /** The same on a thread that runs tasks of this call meanwhile. */
    public R await(CallerThread here) {
        try {
            here.await(answer, deadline);
            return finish();
        } catch (TimeoutException e) {
            Outcome outcome = abandon();
            if (answer.isDone()) {
                return finish();
            }
            throw sneaky(end(dispatch.failures().timedOut(this, outcome)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw sneaky(end(dispatch.failures().interrupted(this, abandon())));
        } finally {
            observation.onReturn();
        }
    }

    /** A stage that completes with the answer or the failure, at the deadline at the latest. */
    public CompletionStage<R> stage() {
        try {
            CompletableFuture<R> stage = new CompletableFuture<>();
            given = stage;
            if (answer.isDone()) {
                complete();
            } else {
                waitForAnswer();
            }
            return stage;
        } finally {
            observation.onReturn();
        }
    }

    private void waitForAnswer() {
        try {
            timeout = dispatch.deadlines().begin(deadline, this::expire);
        } catch (BackendException e) {
            // The request has been sent, so its outcome isn't that of the timer.
            BackendException unwatched =
                    new BackendException(e.kind(), abandon(), String.valueOf(e.getMessage()), e.getCause());
            fail(end(dispatch.failures().of(this, unwatched)));
            return;
        }
        CompletionStage<A> stage = answer;
        stage.whenComplete(this);
    }

    /** The answer is there. Nothing happens if the deadline has passed before, which then ends the call. */
    @Override
    public void accept(A value, @Nullable Throwable failure) {
        if (Objects.requireNonNull(timeout).callOff()) {
            complete();
        }
    }

    private void expire() {
        Outcome outcome = abandon();
        if (answer.isDone()) {
            complete();
        } else {
            fail(end(dispatch.failures().timedOut(this, outcome)));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // Also what a caller's function has thrown without declaring it.
    private void complete() {
        R value;
        try {
            value = finish();
        } catch (Throwable e) {
            fail(e);
            return;
        }
        Objects.requireNonNull(given).complete(value);
    }

    private void fail(Throwable failure) {
        Objects.requireNonNull(given).completeExceptionally(failure);
    }

    /** Reads the answer, which is there. */
    private R finish() {
        A value;
        R read;
        try {
            value = Objects.requireNonNull(answer.join(), "the backend gave no answer");
            read = dispatch.read(storedKey, value, reply);
            tell(reply.result().apply(value), reply.valueBytes().applyAsLong(value), 0, retries(value));
        } catch (RuntimeException e) {
            throw sneaky(end(dispatch.failures().of(this, cause(e))));
        }
        return read;
    }

    private static Throwable cause(RuntimeException failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static int retries(Object answer) {
        return answer instanceof Steps.Ended<?> ended ? ended.retries() : 0;
    }

    private Throwable end(Failed failed) {
        tell(failed.result(), 0, failed.keys(), 0);
        return failed.thrown();
    }

    private void tell(Result result, long readBytes, int failedKeys, int retries) {
        if (observation != Observers.NOBODY) {
            Duration duration = time().minusNanos(deadline.remainingNanos());
            observation.onEnd(new End(result, duration, valueBytes + readBytes, failedKeys, retries));
        }
    }

    /** Makes the compiler accept the throwing of what a caller's own function has thrown, as it was. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
