package dev.holdall.internal.dispatch;

import dev.holdall.CorruptEntryException;
import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreInterruptedException;
import dev.holdall.StoreObserver.Result;
import dev.holdall.StoreOverloadedException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.BackendException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions that callers see, on the thread that throws them, and tells observers what sort they are. */
public final class Failures {

    private final String store;
    private final String backend;

    /** The failures of a store. */
    public Failures(StoreSettings settings) {
        this.store = settings.name();
        this.backend = settings.backend();
    }

    /**
     * A failed call.
     *
     * @param thrown a {@link SessionStoreException}, or what the caller's own code has thrown
     * @param result what sort of failure, for observers
     * @param keys how many keys failed
     */
    record Failed(Throwable thrown, Result result, int keys) {}

    /** What a call failed with. Where the backend doesn't tell the outcome, the call is asked. */
    Failed of(Call<?, ?> call, Throwable failure) {
        Operation operation = call.operation();
        Throwable cause = unwrap(failure);
        if (cause instanceof UserCodeException user) {
            return new Failed(user.thrown(), Result.FUNCTION_FAILED, 1);
        }
        if (cause instanceof BulkFailure bulk) {
            return partial(operation, bulk);
        }
        if (cause instanceof ArithmeticException && operation == Operation.INCREMENT) {
            return new Failed(
                    new ArithmeticException("the counter would not fit in 64 bits; nothing was changed"),
                    Result.FAILED,
                    1);
        }
        return new Failed(storeFailure(operation, call.key(), cause, call::abandon), result(cause), 1);
    }

    Failed timedOut(Call<?, ?> call, Outcome outcome) {
        return new Failed(
                new StoreTimeoutException(
                        store,
                        backend,
                        call.operation(),
                        outcome,
                        "no answer within " + seconds(call.time()) + consequence(call.key(), outcome),
                        null),
                Result.TIMEOUT,
                1);
    }

    Failed interrupted(Call<?, ?> call, Outcome outcome) {
        return new Failed(
                new StoreInterruptedException(
                        store,
                        backend,
                        call.operation(),
                        outcome,
                        "the thread was interrupted while it waited for an answer" + consequence(call.key(), outcome),
                        null),
                Result.INTERRUPTED,
                1);
    }

    /** What to throw because a backend could not be opened. */
    public SessionStoreException ofOpening(Throwable failure) {
        return storeFailure(Operation.OPEN, null, unwrap(failure), () -> Outcome.NOT_APPLIED);
    }

    private static Result result(Throwable cause) {
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

    private SessionStoreException storeFailure(
            Operation operation, @Nullable String key, Throwable cause, Supplier<Outcome> outcome) {
        if (cause instanceof BackendException reported) {
            return reported(operation, key, reported);
        }
        Outcome assumed = outcome.get();
        String what = "the backend failed in a way that it should not: "
                + cause.getClass().getName();
        return new SessionStoreException(
                store, backend, operation, assumed, what + consequence(key, assumed), new BackendFault(cause));
    }

    private SessionStoreException reported(Operation operation, @Nullable String key, BackendException reported) {
        Outcome outcome = operation.writes() ? reported.outcome() : Outcome.NOT_APPLIED;
        String what = reported.getMessage() + consequence(key, outcome);
        Throwable cause = reported.getCause();
        return switch (reported.kind()) {
            case UNAVAILABLE -> new StoreUnavailableException(store, backend, operation, outcome, what, cause);
            case TIMEOUT -> new StoreTimeoutException(store, backend, operation, outcome, what, cause);
            case OVERLOADED -> new StoreOverloadedException(store, backend, operation, outcome, what, cause);
            case CORRUPT -> new CorruptEntryException(store, backend, operation, outcome, what, cause);
            case FAILED -> new SessionStoreException(store, backend, operation, outcome, what, cause);
        };
    }

    private Failed partial(Operation operation, BulkFailure bulk) {
        Map<String, SessionStoreException> failures = new LinkedHashMap<>();
        Outcome unknown = operation.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
        Map<Object, SessionStoreException> alike = new HashMap<>();
        bulk.failures().forEach((key, failure) -> {
            Throwable cause = unwrap(failure);
            failures.put(
                    key,
                    alike.computeIfAbsent(Alike.of(cause), any -> storeFailure(operation, null, cause, () -> unknown)));
        });
        Result first = result(unwrap(bulk.failures().values().iterator().next()));
        return new Failed(
                new PartialFailureException(store, backend, operation, bulk.done(), failures),
                bulk.done().isEmpty() ? first : Result.PARTIAL,
                failures.size());
    }

    /**
     * What makes the failures of two keys the same to the caller, who has the keys beside them. A call of a million keys that
     * ends at its deadline would take seconds to make an exception for each.
     */
    private record Alike(
            Class<?> type,
            @Nullable Object kind,
            @Nullable Object outcome,
            @Nullable String message) {

        static Alike of(Throwable cause) {
            return cause instanceof BackendException reported
                    ? new Alike(cause.getClass(), reported.kind(), reported.outcome(), reported.getMessage())
                    : new Alike(cause.getClass(), null, null, null);
        }
    }

    private static String consequence(@Nullable String key, Outcome outcome) {
        String where = key == null ? "" : " (key " + KeyHash.of(key) + ")";
        return where
                + (outcome == Outcome.NOT_APPLIED
                        ? "; nothing was changed"
                        : "; the change may have been made, or be made yet");
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null && (failure instanceof CompletionException || failure instanceof ExecutionException)
                ? unwrap(cause)
                : failure;
    }
}
