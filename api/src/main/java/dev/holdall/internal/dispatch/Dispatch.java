package dev.holdall.internal.dispatch;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.internal.Observers;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.clock.VersionClock;
import dev.holdall.internal.dispatch.Steps.Ended;
import dev.holdall.internal.threads.DeadlineTimers;
import dev.holdall.internal.threads.DeadlineTimers.Timeout;
import dev.holdall.internal.threads.Threads;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a verb asks of the backend, and reads the answers: every request of a store goes through here. A call
 * begins with its deadline and with the observers; each request is guarded, so that whatever the backend throws is in
 * the answer; each answer's version is followed. What then becomes of the call is in {@link PendingCall}. Thread-safe.
 */
public final class Dispatch {

    private static final Reply<Ended<Object>, Object> ENDED =
            new Reply<>(ended -> null, false, Ended::result, Ended::valueBytes, Ended::value);

    private final Duration requestTimeout;
    private final long requestTimeoutNanos;
    private final Observers observers;
    private final Answers answers;
    private final Failures failures;
    private final DeadlineTimers deadlines = new DeadlineTimers(Threads.scheduler());

    /** The dispatch of a store. */
    public Dispatch(StoreSettings settings, VersionClock clock, Observers observers) {
        this.requestTimeout = settings.requestTimeout();
        this.requestTimeoutNanos = requestTimeout.toNanos();
        this.observers = observers;
        this.answers = new Answers(clock, observers);
        this.failures = new Failures(settings);
    }

    /**
     * Begins a call that is one request.
     *
     * @param key the caller's key
     * @param storedKey the key that the backend is given
     * @param valueBytes the size of the value that the caller gives; 0 if there is none
     */
    public <A, R> PendingCall<A, R> request(
            Operation operation,
            String key,
            String storedKey,
            int valueBytes,
            Function<Deadline, CompletionStage<A>> request,
            Reply<A, R> reply) {
        CallStart start = start(operation, key, 1, valueBytes, requestTimeout, deadline(), true);
        CompletableFuture<A> answer = guarded(request, start.deadline());
        return new PendingCall<>(answers, failures, deadlines, start, storedKey, answer, reply, null);
    }

    /** Begins a call on one key that is several requests. */
    public <R> PendingCall<?, R> steps(Operation operation, String key, Function<Deadline, Steps<R>> steps) {
        CallStart start = start(operation, key, 1, 0, requestTimeout, deadline(), true);
        return begin(start, steps.apply(start.deadline()));
    }

    /** Begins a call on one key that is several requests, and that may take longer than others by a time. */
    public <R> PendingCall<?, R> steps(
            Operation operation, String key, Duration more, Function<Deadline, Steps<R>> steps) {
        Duration time = requestTimeout.plus(more);
        CallStart start = start(operation, key, 1, 0, time, Deadline.in(time), false);
        return begin(start, steps.apply(start.deadline()));
    }

    /**
     * Begins a call on many keys.
     *
     * @param valueBytes the size of the values that the caller gives, all together
     * @param deadline was made before the keys were checked, which may take a while
     */
    public <R> PendingCall<?, R> bulk(
            Operation operation, int keys, long valueBytes, Deadline deadline, Steps<R> steps) {
        return begin(start(operation, null, keys, valueBytes, requestTimeout, deadline, false), steps);
    }

    private CallStart start(
            Operation operation,
            @Nullable String key,
            int keys,
            long valueBytes,
            Duration time,
            Deadline deadline,
            boolean isUsual) {
        return new CallStart(operation, key, valueBytes, time, deadline, isUsual, observers.onBegin(operation, keys));
    }

    @SuppressWarnings("unchecked") // It hands on what the steps end with, whatever that is.
    private <R> PendingCall<?, R> begin(CallStart start, Steps<R> steps) {
        CompletableFuture<Ended<R>> answer = guarded(any -> steps.begin(), start.deadline());
        Reply<Ended<R>, R> reply = (Reply<Ended<R>, R>) (Reply<?, ?>) ENDED;
        return new PendingCall<>(answers, failures, deadlines, start, null, answer, reply, steps);
    }

    /** The deadline of a call that begins now. */
    public Deadline deadline() {
        return Deadline.inNanos(requestTimeoutNanos);
    }

    /**
     * Sends one request of a call that has several, unless the deadline has passed.
     *
     * @return what is read from the answer; the version that it tells is followed by then
     */
    public <A, R> CompletionStage<R> step(
            String storedKey, Deadline deadline, Function<Deadline, CompletionStage<A>> request, Reply<A, R> reply) {
        if (deadline.hasPassed()) {
            return CompletableFuture.failedStage(Deadline.notBegun());
        }
        return guarded(request, deadline).thenApply(answer -> read(storedKey, answer, reply));
    }

    /**
     * The same for an attempt that others may follow: it has the time of one request, also where the call has more. If
     * it isn't answered by then it fails, and what has become of it is unknown.
     */
    public <A, R> CompletionStage<R> stepInTime(
            String storedKey, Deadline deadline, Function<Deadline, CompletionStage<A>> request, Reply<A, R> reply) {
        Deadline own = deadline();
        Deadline until = own.remainingNanos() < deadline.remainingNanos() ? own : deadline;
        CompletableFuture<R> answer = step(storedKey, until, request, reply).toCompletableFuture();
        if (!answer.isDone()) {
            Timeout timeout = deadlines.begin(own, () -> answer.completeExceptionally(unanswered()));
            CompletionStage<R> stage = answer;
            stage.whenComplete((read, failure) -> timeout.callOff());
        }
        return answer;
    }

    private BackendException unanswered() {
        return new BackendException(
                BackendException.Kind.TIMEOUT,
                Outcome.UNKNOWN,
                "no answer within " + requestTimeout.toMillis() + " ms",
                null);
    }

    /**
     * Sends a batch of requests of a bulk call.
     *
     * @return an answer for each key; whatever the backend throws, or leaves out, is in them
     */
    public <A> List<CompletableFuture<A>> batch(
            List<String> keys,
            Deadline deadline,
            BiFunction<List<String>, Deadline, Map<String, CompletionStage<A>>> request) {
        Map<String, CompletionStage<A>> answers;
        try {
            answers = Objects.requireNonNull(request.apply(keys, deadline), "the backend returned no stages");
        } catch (RuntimeException | Error e) {
            CompletableFuture<A> failed = CompletableFuture.failedFuture(e);
            return Collections.nCopies(keys.size(), failed);
        }
        return keys.stream()
                .map(key -> guarded(any -> answers.get(key), deadline))
                .toList();
    }

    /** Reads the answer to one request of a batch; null stands for an answer that a broken backend has not given. */
    public <A, R> R read(String storedKey, @Nullable A answer, Reply<A, R> reply) {
        return answers.read(storedKey, Answers.given(answer), reply);
    }

    /** Makes a request; whatever it throws is in the answer. */
    private static <A> CompletableFuture<A> guarded(Function<Deadline, CompletionStage<A>> request, Deadline deadline) {
        try {
            return Objects.requireNonNull(request.apply(deadline), "the backend returned no stage")
                    .toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Leaves no timer behind as soon as no call is under way. */
    public void close() {
        deadlines.close();
    }
}
