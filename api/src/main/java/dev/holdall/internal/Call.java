package dev.holdall.internal;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of a verb that is under way.
 *
 * @param operation the verb
 * @param key the caller's key; null for a bulk call
 * @param answer completes with what the verb returns, or with a failure that {@link Failures} translates
 * @param abandon to be called when nobody waits any longer: no further write begins, and it tells what can have become of
 *     the call; it may also complete the answer
 * @param <T> what the verb returns
 */
record Call<T>(Operation operation, @Nullable String key, CompletableFuture<T> answer, Supplier<Outcome> abandon) {

    /** A call that is a single request. */
    static <T> Call<T> of(Operation operation, String key, CompletionStage<T> answer) {
        return new Call<>(
                operation, key, answer.toCompletableFuture(), operation.writes() ? Call::mayApply : Call::onlyReads);
    }

    private static Outcome mayApply() {
        return Outcome.UNKNOWN;
    }

    private static Outcome onlyReads() {
        return Outcome.NOT_APPLIED;
    }
}
