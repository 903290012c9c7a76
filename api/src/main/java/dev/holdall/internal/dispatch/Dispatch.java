package dev.holdall.internal.dispatch;

import dev.holdall.Operation;
import dev.holdall.Reach;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.Observation;
import dev.holdall.Version;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.clock.VersionClock;
import dev.holdall.internal.dispatch.Steps.Ended;
import dev.holdall.internal.threads.Deadlines;
import dev.holdall.internal.threads.Threads;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a verb asks of the backend, and reads the answers: every request of a store goes through here. A call begins
 * with its deadline and with the observers; each request is guarded, so that whatever the backend throws is in the answer;
 * each answer's version is followed. What then becomes of the call is in {@link Call}. Thread-safe.
 */
public final class Dispatch {

    private static final Reply<Ended<Object>, Object> ENDED =
            new Reply<>(ended -> null, Ended::result, Ended::valueBytes, Ended::value);

    private final Duration requestTimeout;
    private final long requestTimeoutNanos;
    private final VersionClock clock;
    private final Observers observers;
    private final Failures failures;
    private final Deadlines deadlines = new Deadlines(Threads.scheduler());

    /** The dispatch of a store. */
    public Dispatch(StoreSettings settings, VersionClock clock, Observers observers) {
        this.requestTimeout = settings.requestTimeout();
        this.requestTimeoutNanos = requestTimeout.toNanos();
        this.clock = clock;
        this.observers = observers;
        this.failures = new Failures(settings);
    }

    /**
     * Begins a call that is one request.
     *
     * @param key the caller's key
     * @param storedKey the key that the backend is given
     * @param valueBytes the size of the value that the caller gives; 0 if there is none
     */
    public <A, R> Call<A, R> request(
            Operation operation,
            String key,
            String storedKey,
            int valueBytes,
            Function<Deadline, CompletionStage<A>> request,
            Reply<A, R> reply) {
        Deadline deadline = deadline();
        Observation observation = observers.onBegin(operation, 1);
        CompletableFuture<A> answer = guarded(request, deadline);
        return new Call<>(
                this,
                operation,
                key,
                storedKey,
                valueBytes,
                requestTimeout,
                deadline,
                observation,
                answer,
                reply,
                null);
    }

    /** Begins a call on one key that is several requests. */
    public <R> Call<?, R> steps(Operation operation, String key, Function<Deadline, Steps<R>> steps) {
        Deadline deadline = deadline();
        return begin(operation, key, 1, 0, requestTimeout, deadline, steps.apply(deadline));
    }

    /** Begins a call on one key that is several requests, and that may take longer than others by a time. */
    public <R> Call<?, R> steps(Operation operation, String key, Duration more, Function<Deadline, Steps<R>> steps) {
        Duration time = requestTimeout.plus(more);
        Deadline deadline = Deadline.in(time);
        return begin(operation, key, 1, 0, time, deadline, steps.apply(deadline));
    }

    /**
     * Begins a call on many keys.
     *
     * @param valueBytes the size of the values that the caller gives, all together
     * @param deadline was made before the keys were checked, which may take a while
     */
    public <R> Call<?, R> bulk(Operation operation, int keys, long valueBytes, Deadline deadline, Steps<R> steps) {
        return begin(operation, null, keys, valueBytes, requestTimeout, deadline, steps);
    }

    @SuppressWarnings("unchecked") // It hands on what the steps end with, whatever that is.
    private <R> Call<?, R> begin(
            Operation operation,
            @Nullable String key,
            int keys,
            long valueBytes,
            Duration time,
            Deadline deadline,
            Steps<R> steps) {
        Observation observation = observers.onBegin(operation, keys);
        CompletableFuture<Ended<R>> answer = guarded(any -> steps.begin(), deadline);
        Reply<Ended<R>, R> reply = (Reply<Ended<R>, R>) (Reply<?, ?>) ENDED;
        return new Call<>(this, operation, key, null, valueBytes, time, deadline, observation, answer, reply, steps);
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

    /** Reads an answer: its version is followed, a reduced reach is reported, and the caller's part is returned. */
    public <A, R> R read(@Nullable String storedKey, A answer, Reply<A, R> reply) {
        Objects.requireNonNull(answer, "the backend gave no answer");
        Version version = reply.version().apply(answer);
        if (version != null && storedKey != null) {
            clock.follow(storedKey, version);
        }
        if (answer == Reach.LOCAL_DC) {
            observers.onIncident(Incident.REDUCED_REACH);
        }
        return Objects.requireNonNull(reply.value().apply(answer));
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

    Failures failures() {
        return failures;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /** Leaves no timer behind, unless a call is still under way. */
    public void close() {
        deadlines.stopIfIdle();
    }
}
