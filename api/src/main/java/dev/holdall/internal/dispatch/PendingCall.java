package dev.holdall.internal.dispatch;

import dev.holdall.Outcome;
import dev.holdall.StoreObserver.End;
import dev.holdall.StoreObserver.Result;
import dev.holdall.internal.Observers;
import dev.holdall.internal.dispatch.Failures.Failed;
import dev.holdall.internal.threads.DeadlineTimers;
import dev.holdall.internal.threads.DeadlineTimers.Timeout;
import dev.holdall.spi.BackendException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a verb that has been sent, and the way of its answer to the caller. A face takes one of the two ways,
 * once: the blocking one {@link #await()}, the asynchronous one {@link #stage}.
 *
 * @param <A> what the backend answers
 * @param <R> what the caller gets
 */
public final class PendingCall<A, R> implements BiConsumer<A, @Nullable Throwable> {

    private final Answers answers;
    private final Failures failures;
    private final DeadlineTimers deadlines;
    private final CallStart start;
    private final @Nullable String storedKey;
    private final CompletableFuture<A> answer;
    private final Reply<A, R> reply;
    private final @Nullable Steps<?> steps;

    /** Only on the asynchronous face: the wait for the deadline, and what the caller was given. */
    private @Nullable Timeout timeout;

    private @Nullable CompletableFuture<R> given;

    /**
     * A call.
     *
     * @param storedKey the key that the backend is given, whose version is followed; null where the steps do that
     * @param answer completes with what the backend answers, or with a failure that {@link Failures} translates
     * @param steps the requests of the call; null if it is a single one
     */
    PendingCall(
            Answers answers,
            Failures failures,
            DeadlineTimers deadlines,
            CallStart start,
            @Nullable String storedKey,
            CompletableFuture<A> answer,
            Reply<A, R> reply,
            @Nullable Steps<?> steps) {
        this.answers = answers;
        this.failures = failures;
        this.deadlines = deadlines;
        this.start = start;
        this.storedKey = storedKey;
        this.answer = answer;
        this.reply = reply;
        this.steps = steps;
    }

    /** Nobody waits any longer. Tells what can have become of the call. */
    private Outcome abandon() {
        if (steps != null) {
            return steps.abandon();
        }
        return start.operation().writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }

    /** Waits for the answer until the deadline, and returns it or throws the failure. */
    public R await() {
        if (answer.isDone()) {
            try {
                return finish();
            } finally {
                start.observation().onReturn();
            }
        }
        return await(CallerThread.waiting());
    }

    /** The same on a thread that runs tasks of this call meanwhile. */
    public R await(CallerThread here) {
        try {
            here.await(answer, start.deadline());
            return finish();
        } catch (TimeoutException e) {
            Outcome outcome = abandon();
            if (answer.isDone()) {
                return finish();
            }
            throw sneaky(end(failures.timedOut(start, outcome)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw sneaky(end(failures.interrupted(start, abandon())));
        } finally {
            start.observation().onReturn();
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
            start.observation().onReturn();
        }
    }

    private void waitForAnswer() {
        try {
            timeout = start.isUsual()
                    ? deadlines.begin(start.deadline(), this::expire)
                    : deadlines.beginAlone(start.deadline(), this::expire);
        } catch (BackendException e) {
            // The request has been sent, so its outcome isn't that of the timer.
            BackendException unwatched =
                    new BackendException(e.kind(), abandon(), String.valueOf(e.getMessage()), e.getCause());
            fail(end(failures.of(start, unwatched, this::abandon)));
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
            fail(end(failures.timedOut(start, outcome)));
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
            value = Answers.given(answer.join());
            read = answers.read(storedKey, value, reply);
            tell(reply.result().apply(value), reply.valueBytes().applyAsLong(value), 0, retries(value));
        } catch (RuntimeException e) {
            throw sneaky(end(failures.of(start, e, this::abandon)));
        }
        return read;
    }

    private static int retries(Object answer) {
        return answer instanceof Steps.Ended<?> ended ? ended.retries() : 0;
    }

    private Throwable end(Failed failed) {
        tell(failed.result(), 0, failed.keys(), 0);
        return failed.thrown();
    }

    private void tell(Result result, long readBytes, int failedKeys, int retries) {
        if (start.observation() != Observers.NOBODY) {
            start.observation()
                    .onEnd(new End(result, start.elapsed(), start.valueBytes() + readBytes, failedKeys, retries));
        }
    }

    /** Makes the compiler accept the throwing of what a caller's own function has thrown, as it was. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
