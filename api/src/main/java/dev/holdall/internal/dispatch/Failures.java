package dev.holdall.internal.dispatch;

import dev.holdall.CorruptEntryException;
import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionStoreException;
import dev.holdall.SessionStoreException.Details;
import dev.holdall.StoreInterruptedException;
import dev.holdall.StoreObserver.Result;
import dev.holdall.StoreOverloadedException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.internal.LibraryMismatch;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.BackendException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions that callers see, on the thread that throws them, and the results that observers see. */
public final class Failures {

    private final String store;
    private final String backend;

    /** Makes the failures of a store. */
    public Failures(StoreSettings settings) {
        this.store = settings.name();
        this.backend = settings.backend();
    }

    /**
     * The failure of a call.
     *
     * @param thrown a {@link SessionStoreException}, or the exception that the caller's own function has thrown
     * @param result the kind of failure, for observers
     * @param keys how many keys failed
     */
    record Failed(Throwable thrown, Result result, int keys) {}

    /** The failure of one request. */
    private record One(SessionStoreException thrown, Result result) {

        Failed failed() {
            return new Failed(thrown, result, 1);
        }
    }

    /**
     * Converts the failure of a call to what the caller and the observers see.
     *
     * @param assumed the outcome if the backend doesn't report one
     */
    Failed of(CallStart call, Throwable failure, Supplier<Outcome> assumed) {
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
        return one(operation, call.key(), cause, assumed).failed();
    }

    Failed timedOut(CallStart call, Outcome outcome) {
        String what = "no answer within " + seconds(call.time()) + consequence(call.key(), outcome);
        return new Failed(new StoreTimeoutException(details(call.operation(), outcome, what, null)), Result.TIMEOUT, 1);
    }

    Failed interrupted(CallStart call, Outcome outcome) {
        String what = "the thread was interrupted while it waited for an answer" + consequence(call.key(), outcome);
        return new Failed(
                new StoreInterruptedException(details(call.operation(), outcome, what, null)), Result.INTERRUPTED, 1);
    }

    /** Makes the exception for a backend that could not be opened. */
    public SessionStoreException ofOpening(Throwable failure) {
        return one(Operation.OPEN, null, unwrap(failure), () -> Outcome.NOT_APPLIED)
                .thrown();
    }

    /** Makes the failure of a request for one key, or of the opening of the store. */
    private One one(Operation operation, @Nullable String key, Throwable cause, Supplier<Outcome> outcome) {
        if (cause instanceof BackendException reported) {
            return reported(operation, key, reported);
        }
        Outcome assumed = outcome.get();
        String what = fault(cause) + consequence(key, assumed);
        return new One(
                new SessionStoreException(details(operation, assumed, what, new BackendFault(cause))), Result.FAILED);
    }

    private static String fault(Throwable cause) {
        return cause instanceof LinkageError mismatch
                ? "a library on the class path doesn't fit: " + LibraryMismatch.describe(mismatch)
                : "the backend failed in a way that it should not: "
                        + cause.getClass().getName();
    }

    private One reported(Operation operation, @Nullable String key, BackendException reported) {
        Outcome outcome = operation.writes() ? reported.outcome() : Outcome.NOT_APPLIED;
        String what = reported.getMessage() + consequence(key, outcome);
        Details details = details(operation, outcome, what, reported.getCause());
        return switch (reported.kind()) {
            case UNAVAILABLE -> new One(new StoreUnavailableException(details), Result.UNAVAILABLE);
            case TIMEOUT -> new One(new StoreTimeoutException(details), Result.TIMEOUT);
            case OVERLOADED -> new One(new StoreOverloadedException(details), Result.OVERLOADED);
            case CORRUPT -> new One(new CorruptEntryException(details), Result.CORRUPT);
            case FAILED -> new One(new SessionStoreException(details), Result.FAILED);
        };
    }

    private Details details(Operation operation, Outcome outcome, String what, @Nullable Throwable cause) {
        return new Details(store, backend, operation, outcome, what, cause);
    }

    private Failed partial(Operation operation, BulkFailure bulk) {
        Outcome unknown = operation.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
        Map<List<@Nullable Object>, One> alike = new LinkedHashMap<>();
        Map<String, SessionStoreException> failures = new LinkedHashMap<>();
        Set<String> done = new LinkedHashSet<>();
        Throwable last = null;
        One one = null;
        for (int i = 0; i < bulk.keys().size(); i++) {
            Throwable failure = bulk.failure(i);
            if (failure == null) {
                done.add(bulk.keys().get(i));
                continue;
            }
            if (one == null || failure != last) {
                Throwable cause = unwrap(failure);
                one = alike.computeIfAbsent(kind(cause), any -> one(operation, null, cause, () -> unknown));
                last = failure;
            }
            failures.put(bulk.keys().get(i), one.thrown());
        }
        Result first = alike.values().iterator().next().result();
        return new Failed(
                new PartialFailureException(store, backend, operation, done, failures),
                done.isEmpty() ? first : Result.PARTIAL,
                failures.size());
    }

    /**
     * Returns what the failures of two keys must have in common to share one exception, which doesn't name a key.
     * Without sharing, a call of a million keys that ends at its deadline would spend seconds on making an exception
     * for each key. The result is not a record, because the {@code hashCode} of a record prevents the application's
     * class loader from being garbage-collected on JDK 17 (JDK-8078641).
     */
    private static List<@Nullable Object> kind(Throwable cause) {
        return cause instanceof BackendException reported
                ? Arrays.asList(cause.getClass(), reported.kind(), reported.outcome(), reported.getMessage())
                : Arrays.asList(cause.getClass());
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
