package dev.holdall.internal;

import dev.holdall.CorruptEntryException;
import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreInterruptedException;
import dev.holdall.StoreOverloadedException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.spi.BackendException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions that callers see, on the thread that throws them, of what a call failed with. */
final class Failures {

    private final String store;
    private final String backend;
    private final Duration timeout;

    Failures(StoreSettings settings) {
        this.store = settings.name();
        this.backend = settings.backend();
        this.timeout = settings.requestTimeout();
    }

    /** What to throw: a {@link SessionStoreException}, or what the caller's own code has thrown. */
    Throwable translate(Call<?> call, Throwable failure) {
        Operation operation = call.operation();
        Throwable cause = unwrap(failure);
        if (cause instanceof UserCodeException user) {
            return user.thrown();
        }
        if (cause instanceof BulkFailure bulk) {
            return partial(operation, bulk);
        }
        return cause instanceof ArithmeticException && operation == Operation.INCREMENT
                ? new ArithmeticException("the counter would not fit in 64 bits; nothing was changed")
                : storeFailure(operation, call.key(), cause, call.abandon());
    }

    StoreTimeoutException timedOut(Call<?> call, Outcome outcome) {
        Operation operation = call.operation();
        String key = call.key();
        return new StoreTimeoutException(
                store, backend, operation, outcome, "no answer within " + seconds() + consequence(key, outcome), null);
    }

    StoreInterruptedException interrupted(Call<?> call, Outcome outcome) {
        return new StoreInterruptedException(
                store,
                backend,
                call.operation(),
                outcome,
                "the thread was interrupted while it waited for an answer" + consequence(call.key(), outcome),
                null);
    }

    /** What to throw because a backend could not be opened. */
    SessionStoreException ofOpening(RuntimeException failure) {
        return storeFailure(Operation.OPEN, null, failure, () -> Outcome.NOT_APPLIED);
    }

    /**
     * A failure of a request.
     *
     * @param outcome asked for where the backend doesn't tell
     */
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

    private PartialFailureException partial(Operation operation, BulkFailure bulk) {
        Map<String, SessionStoreException> failures = new LinkedHashMap<>();
        Outcome outcome = operation.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
        bulk.failures()
                .forEach((key, failure) ->
                        failures.put(key, storeFailure(operation, key, unwrap(failure), () -> outcome)));
        return new PartialFailureException(store, backend, operation, bulk.done(), failures);
    }

    private static String consequence(@Nullable String key, Outcome outcome) {
        String where = key == null ? "" : " (key " + KeyHash.of(key) + ")";
        return where
                + (outcome == Outcome.NOT_APPLIED
                        ? "; nothing was changed"
                        : "; the change may have been made, or be made yet");
    }

    private String seconds() {
        return timeout.toMillis() % 1_000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null && (failure instanceof CompletionException || failure instanceof ExecutionException)
                ? unwrap(cause)
                : failure;
    }
}
