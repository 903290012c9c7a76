package dev.holdall.micrometer;

import dev.holdall.StoreObserver.Result;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The error of an observation. An observer doesn't get the exception that the caller gets, and shouldn't: its causes
 * may quote what a server has said. The message of this one is the name of the result. It has no stack trace and never
 * changes, so there is one for each result.
 */
final class CallFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private static final Map<Result, CallFailure> BY_RESULT = byResult();

    private CallFailure(String label) {
        super(label, null, false, false);
    }

    /** Returns the failure of a result; null if calls that end so have done what they should. */
    static @Nullable CallFailure of(Result result) {
        return BY_RESULT.get(result);
    }

    private static Map<Result, CallFailure> byResult() {
        Map<Result, CallFailure> failures = new EnumMap<>(Result.class);
        for (Result result : Result.values()) {
            if (isFailure(result)) {
                failures.put(result, new CallFailure(Labels.of(result)));
            }
        }
        return failures;
    }

    /**
     * Tells whether a call failed. One that finds no entry, another version, another holder or a revoked key did not.
     */
    private static boolean isFailure(Result result) {
        return switch (result) {
            case OK, ABSENT, CONFLICT, REVOKED -> false;
            case PARTIAL, TIMEOUT, UNAVAILABLE, OVERLOADED, CORRUPT, INTERRUPTED, FUNCTION_FAILED, FAILED -> true;
        };
    }
}
