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
 * Sends the requests of the verbs to the backend, and reads the answers. Every request of a store is sent by this
 * class. When a call begins, it gets its deadline, and the observers are notified. If the backend throws an exception,
 * the answer fails with it. The version of each answer is followed. {@link PendingCall} passes the answer to the
 * caller. Thread-safe.
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

    /** Makes the dispatch of a store. */
    public Dispatch(StoreSettings settings, VersionClock clock, Observers observers) {
        this.requestTimeout = settings.requestTimeout();
        this.requestTimeoutNanos = requestTimeout.toNanos();
        this.observers = observers;
        this.answers = new Answers(clock, observers);
        this.failures = new Failures(settings);
    }

    /**
     * Begins a call that consists of one request.
     *
     * @param key the caller's key
     * @param storedKey the key that the backend receives
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

    /** Begins a call on one key that needs several requests. */
    public <R> PendingCall<?, R> steps(Operation operation, String key, Function<Deadline, Steps<R>> steps) {
        CallStart start = start(operation, key, 1, 0, requestTimeout, deadline(), true);
        return begin(start, steps.apply(start.deadline()));
    }

    /** Begins a call on one key that needs several requests, and that may take {@code more} time than other calls. */
    public <R> PendingCall<?, R> steps(
            Operation operation, String key, Duration more, Function<Deadline, Steps<R>> steps) {
        Duration time = requestTimeout.plus(more);
        CallStart start = start(operation, key, 1, 0, time, Deadline.in(time), false);
        return begin(start, steps.apply(start.deadline()));
    }

    /**
     * Begins a call on many keys.
     *
     * @param valueBytes the size of all values that the caller gives
     * @param deadline the deadline, which was made before the keys were checked, because checking may take a while
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

    @SuppressWarnings("unchecked") // ENDED passes on the value of the steps, whatever its type.
    private <R> PendingCall<?, R> begin(CallStart start, Steps<R> steps) {
        CompletableFuture<Ended<R>> answer = guarded(any -> steps.begin(), start.deadline());
        Reply<Ended<R>, R> reply = (Reply<Ended<R>, R>) (Reply<?, ?>) ENDED;
        return new PendingCall<>(answers, failures, deadlines, start, null, answer, reply, steps);
    }

    /** Makes the deadline of a call that begins now. */
    public Deadline deadline() {
        return Deadline.inNanos(requestTimeoutNanos);
    }

    /**
     * Sends one request of a call that has several, unless the deadline has passed.
     *
     * @return what the reply reads from the answer; when the stage completes, the version of the answer has been
     *     followed
     */
    public <A, R> CompletionStage<R> step(
            String storedKey, Deadline deadline, Function<Deadline, CompletionStage<A>> request, Reply<A, R> reply) {
        if (deadline.hasPassed()) {
            return CompletableFuture.failedStage(Deadline.notBegun());
        }
        return guarded(request, deadline).thenApply(answer -> read(storedKey, answer, reply));
    }

    /**
     * Sends one request of a call that may send the request again. The request has {@code request-timeout}, even if the
     * call has more time left. If it isn't answered by then, it fails, and its outcome is unknown.
     */
    public <A, R> CompletionStage<R> stepInTime(
            String storedKey, Deadline deadline, Function<Deadline, CompletionStage<A>> request, Reply<A, R> reply) {
        Deadline attemptEnd = deadline();
        Deadline until = attemptEnd.remainingNanos() < deadline.remainingNanos() ? attemptEnd : deadline;
        CompletableFuture<R> answer = new CompletableFuture<>();
        Timeout timeout;
        try {
            timeout = deadlines.begin(attemptEnd, () -> answer.completeExceptionally(unanswered()));
        } catch (BackendException e) {
            return CompletableFuture.failedStage(e);
        }
        CompletionStage<Boolean> unused = step(storedKey, until, request, reply).handle((read, failure) -> {
            timeout.callOff();
            return failure == null ? answer.complete(read) : answer.completeExceptionally(failure);
        });
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
     * @return an answer for each key; an answer fails if the backend throws an exception or returns no stage for the
     *     key
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
                .map(key -> guarded(any -> required(answers.get(key)), deadline))
                .toList();
    }

    /**
     * Reads the answer to one request of a batch. The answer is null if a faulty backend has completed the stage with
     * null.
     */
    public <A, R> R read(String storedKey, @Nullable A answer, Reply<A, R> reply) {
        return answers.read(storedKey, Answers.requireAnswer(answer), reply);
    }

    private static <A> CompletionStage<A> required(@Nullable CompletionStage<A> stage) {
        return Objects.requireNonNull(stage, "the backend returned no stage for a key");
    }

    /** Sends a request. If the backend throws an exception, the returned answer fails with it. */
    private static <A> CompletableFuture<A> guarded(Function<Deadline, CompletionStage<A>> request, Deadline deadline) {
        try {
            return Objects.requireNonNull(request.apply(deadline), "the backend returned no stage")
                    .toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Stops the timer of the deadlines as soon as no call is under way. */
    public void close() {
        deadlines.close();
    }
}
