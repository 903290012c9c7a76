package dev.holdall.internal;

import dev.holdall.Operation;
import dev.holdall.Reach;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.Request;
import dev.holdall.StoreObserver.Result;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Counted;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Tells the observers of every request, also of one that isn't answered by the deadline. */
final class ObservedBackend extends ForwardingBackend {

    private final StoreSettings settings;
    private final Observers observers;
    private final Deadlines deadlines;

    ObservedBackend(SessionBackend delegate, StoreSettings settings, Observers observers) {
        super(delegate);
        this.settings = settings;
        this.observers = observers;
        this.deadlines = new Deadlines(settings.requestTimeout());
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options) {
        return observed(
                reading(options), () -> super.read(key, options), ObservedBackend::found, ObservedBackend::size);
    }

    @Override
    public CompletionStage<Version> write(String key, byte[] value, Lifetime lifetime, Version version) {
        return observed(
                Operation.SET,
                () -> super.write(key, value, lifetime, version),
                written -> Result.OK,
                written -> value.length);
    }

    @Override
    public CompletionStage<Void> update(String key, Version seen, byte[] value, Lifetime lifetime) {
        return observed(
                Operation.UPDATE,
                () -> super.update(key, seen, value, lifetime),
                done -> Result.OK,
                done -> value.length);
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(String key, byte[] value, Lifetime lifetime, Version version) {
        return observed(
                Operation.ADD,
                () -> super.writeIfAbsent(key, value, lifetime, version),
                ObservedBackend::condition,
                written -> value.length);
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version) {
        return observed(
                Operation.COMPARE_AND_SET,
                () -> super.writeIfUnchanged(key, seen, value, lifetime, version),
                ObservedBackend::condition,
                written -> value.length);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime) {
        return observed(Operation.CHANGE_TTL, () -> super.touch(key, lifetime), ObservedBackend::found, touched -> 0);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version) {
        return observed(Operation.DELETE, () -> super.delete(key, version), this::reached, reach -> 0);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis) {
        return observed(Operation.REVOKE, () -> super.revoke(key, version, horizonMillis), this::reached, reach -> 0);
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version) {
        return observed(
                Operation.INCREMENT,
                () -> super.increment(key, delta, initial, lifetime, version),
                counted -> counted.version() == null ? Result.REVOKED : Result.OK,
                counted -> 0);
    }

    @Override
    public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(Collection<String> keys, ReadOptions options) {
        long start = System.nanoTime();
        return each(
                super.readAll(keys, options),
                (key, answer) ->
                        observe(reading(options), start, answer, ObservedBackend::found, ObservedBackend::size));
    }

    @Override
    public Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version) {
        long start = System.nanoTime();
        return each(
                super.writeAll(values, lifetime, version),
                (key, answer) -> observe(
                        Operation.SET,
                        start,
                        answer,
                        written -> Result.OK,
                        written -> Objects.requireNonNull(values.get(key)).length));
    }

    @Override
    public Map<String, CompletionStage<Optional<Version>>> touchAll(Collection<String> keys, Lifetime lifetime) {
        long start = System.nanoTime();
        return each(
                super.touchAll(keys, lifetime),
                (key, answer) -> observe(Operation.CHANGE_TTL, start, answer, ObservedBackend::found, touched -> 0));
    }

    @Override
    public Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version) {
        long start = System.nanoTime();
        return each(
                super.deleteAll(keys, version),
                (key, answer) -> observe(Operation.DELETE, start, answer, this::reached, reach -> 0));
    }

    private <R> CompletionStage<R> observed(
            Operation operation,
            Supplier<CompletionStage<R>> request,
            Function<R, Result> result,
            ToLongFunction<R> valueBytes) {
        long start = System.nanoTime();
        CompletionStage<R> answer;
        try {
            answer = request.get();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedStage(e);
        }
        observe(operation, start, answer, result, valueBytes);
        return answer;
    }

    /** Reports the request when it is answered, or at the deadline; the answer itself goes its way untouched. */
    private <R> void observe(
            Operation operation,
            long start,
            @Nullable CompletionStage<R> answer,
            Function<R, Result> result,
            ToLongFunction<R> valueBytes) {
        if (answer == null) {
            report(operation, start, Result.FAILED, 0);
            return;
        }
        AtomicBoolean reported = new AtomicBoolean();
        Deadlines.Deadline deadline =
                answer.toCompletableFuture().isDone() ? null : deadline(operation, start, reported);
        answer.whenComplete((value, failure) -> {
            if (deadline != null) {
                deadline.callOff();
            }
            if (reported.compareAndSet(false, true)) {
                boolean failed = failure != null || broken(operation, value);
                report(
                        operation,
                        start,
                        failed ? failed(failure) : result.apply(value),
                        failed ? 0 : valueBytes.applyAsLong(value));
            }
        });
    }

    private Deadlines.Deadline deadline(Operation operation, long start, AtomicBoolean reported) {
        return deadlines.begin(() -> {
            if (reported.compareAndSet(false, true)) {
                report(operation, start, Result.TIMEOUT, 0);
            }
        });
    }

    /** An answer that the backend's contract doesn't have: the store makes a failure of it. */
    private static boolean broken(Operation operation, @Nullable Object value) {
        return value == null && operation != Operation.UPDATE;
    }

    private void report(Operation operation, long start, Result result, long valueBytes) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        observers.onRequest(new Request(settings.name(), settings.backend(), operation, result, duration, valueBytes));
    }

    private static <R> Map<String, CompletionStage<R>> each(
            Map<String, CompletionStage<R>> answers, BiConsumer<String, CompletionStage<R>> observe) {
        answers.forEach(observe);
        return answers;
    }

    private static Operation reading(ReadOptions options) {
        return options.withLifetime() ? Operation.GET_ENTRY : Operation.GET;
    }

    private static Result found(Optional<?> found) {
        return found.isPresent() ? Result.OK : Result.ABSENT;
    }

    private static long size(Optional<StoredEntry> found) {
        return found.isPresent() ? found.get().value().length : 0;
    }

    private static Result condition(WriteResult written) {
        return switch (written.status()) {
            case STORED -> Result.OK;
            case CONFLICT -> Result.CONFLICT;
            case REVOKED -> Result.REVOKED;
        };
    }

    private Result reached(Reach reach) {
        if (reach == Reach.LOCAL_DC) {
            observers.onIncident(Incident.REDUCED_REACH);
        }
        return Result.OK;
    }

    private static Result failed(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof BackendException reported) {
            return switch (reported.kind()) {
                case UNAVAILABLE -> Result.UNAVAILABLE;
                case TIMEOUT -> Result.TIMEOUT;
                case OVERLOADED -> Result.OVERLOADED;
                case CORRUPT -> Result.CORRUPT;
                case FAILED -> Result.FAILED;
            };
        }
        return Result.FAILED;
    }
}
