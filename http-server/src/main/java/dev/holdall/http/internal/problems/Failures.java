package dev.holdall.http.internal.problems;

import dev.holdall.CorruptEntryException;
import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreOverloadedException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import java.util.concurrent.CompletionException;

/** Turns what a store throws into problems. The messages of failures stay here, because they name the servers. */
public final class Failures {

    private static final String NOT_APPLIED = " Nothing was changed.";
    private static final String UNKNOWN = " The change may have been made, or be made yet.";

    private Failures() {}

    /** Returns the problem that an exception stands for. */
    public static Problem of(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof SessionStoreException ofStore) {
            return ofStore(ofStore);
        }
        if (failure instanceof IllegalArgumentException argument) {
            return Problem.of(
                    ProblemType.INVALID_ARGUMENT, "The store takes no such request: " + argument.getMessage());
        }
        if (failure instanceof IllegalStateException) {
            return Problem.failure(ProblemType.STOPPING, "The store is closed.", Outcome.NOT_APPLIED);
        }
        return Problem.failure(
                ProblemType.FAILED, "The server failed in a way that it should not." + UNKNOWN, Outcome.UNKNOWN);
    }

    private static Problem ofStore(SessionStoreException failure) {
        ProblemType type = type(first(failure));
        String follows = failure.outcome() == Outcome.UNKNOWN ? UNKNOWN : NOT_APPLIED;
        return Problem.failure(type, type.title() + "." + follows, failure.outcome());
    }

    private static SessionStoreException first(SessionStoreException failure) {
        return failure instanceof PartialFailureException partial
                ? partial.failures().values().iterator().next()
                : failure;
    }

    private static ProblemType type(SessionStoreException failure) {
        if (failure instanceof StoreUnavailableException) {
            return ProblemType.UNAVAILABLE;
        }
        if (failure instanceof StoreTimeoutException) {
            return ProblemType.TIMEOUT;
        }
        if (failure instanceof StoreOverloadedException) {
            return ProblemType.OVERLOADED;
        }
        return failure instanceof CorruptEntryException ? ProblemType.CORRUPT_ENTRY : ProblemType.FAILED;
    }

    /** Returns what a stage has failed with. */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }
}
