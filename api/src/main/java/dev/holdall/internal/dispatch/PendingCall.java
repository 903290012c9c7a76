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
 * One call of a verb whose request was sent. It passes the answer to the caller: the blocking face calls
 * {@link #await()} once, or the asynchronous face calls {@link #stage} once.
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

    /** The wait for the deadline; null on the blocking face. */
    private @Nullable Timeout timeout;

    /** The stage that the caller got; null on the blocking face. */
    private @Nullable CompletableFuture<R> callerStage;

    /**
     * Makes a call whose request was sent.
     *
     * @param storedKey the key that the backend receives, whose version is followed; null if the steps follow it
     * @param answer completes with the backend's answer, or with a failure that {@link Failures} converts
     * @param steps the steps of the call; null if it is a single request
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

    /** Ends the wait for the answer. Returns what the call can have done to the store. */
    private Outcome abandon() {
        if (steps != null) {
            return steps.abandon();
        }
        return start.operation().writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }

    /** Waits for the answer until the deadline. Returns the answer or throws the failure. */
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

    /** Does what {@link #await()} does, on a thread that runs tasks of this call while it waits. */
    public R await(CallerThread callerThread) {
        try {
            callerThread.await(answer, start.deadline());
            return finish();
        } catch (TimeoutException e) {
            Outcome outcome = abandon();
            if (answer.isDone()) {
                return finish();
            }
            throw sneaky(failed(failures.timedOut(start, outcome)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw sneaky(failed(failures.interrupted(start, abandon())));
        } finally {
            start.observation().onReturn();
        }
    }

    /** Returns a stage that completes with the answer or the failure, at the deadline at the latest. */
    public CompletionStage<R> stage() {
        try {
            CompletableFuture<R> stage = new CompletableFuture<>();
            callerStage = stage;
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
            // The request has been sent already, so the outcome NOT_APPLIED of the timer's failure is replaced.
            BackendException unwatched =
                    new BackendException(e.kind(), abandon(), String.valueOf(e.getMessage()), e.getCause());
            fail(failed(failures.of(start, unwatched, this::abandon)));
            return;
        }
        CompletionStage<A> stage = answer;
        stage.whenComplete(this);
    }

    /**
     * Receives the answer. If the deadline has passed before, the answer is ignored, because the deadline ends the
     * call.
     */
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
            fail(failed(failures.timedOut(start, outcome)));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // A caller's function may throw undeclared checked exceptions.
    private void complete() {
        R value;
        try {
            value = finish();
        } catch (Throwable e) {
            fail(e);
            return;
        }
        Objects.requireNonNull(callerStage).complete(value);
    }

    private void fail(Throwable failure) {
        Objects.requireNonNull(callerStage).completeExceptionally(failure);
    }

    /** Reads the answer, which has arrived. */
    private R finish() {
        A value;
        R read;
        try {
            value = Answers.requireAnswer(answer.join());
            read = answers.read(storedKey, value, reply);
            notifyObservers(reply.result().apply(value), reply.valueBytes().applyAsLong(value), 0, retries(value));
        } catch (RuntimeException e) {
            throw sneaky(failed(failures.of(start, e, this::abandon)));
        }
        return read;
    }

    private static int retries(Object answer) {
        return answer instanceof Steps.Ended<?> ended ? ended.retries() : 0;
    }

    private Throwable failed(Failed failed) {
        notifyObservers(failed.result(), 0, failed.keys(), 0);
        return failed.thrown();
    }

    private void notifyObservers(Result result, long readBytes, int failedKeys, int retries) {
        if (start.observation() != Observers.NOBODY) {
            start.observation()
                    .onEnd(new End(result, start.elapsed(), start.valueBytes() + readBytes, failedKeys, retries));
        }
    }

    /**
     * Throws a checked exception without declaring it, so that what a caller's own function has thrown reaches the
     * caller unchanged.
     */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
