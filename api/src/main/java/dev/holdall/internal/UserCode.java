package dev.holdall.internal;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Calls functions that callers pass in. */
final class UserCode {

    private UserCode() {}

    /**
     * The function's result.
     *
     * @throws UserCodeException with what the function has thrown, or with a {@code NullPointerException} if it returned null
     */
    @SuppressWarnings("CatchingUnchecked") // Also what languages without checked exceptions throw.
    static <T> T call(Supplier<T> function) {
        try {
            return Objects.requireNonNull(function.get(), "the function given to the store returned null");
        } catch (Throwable e) {
            throw new UserCodeException(e);
        }
    }

    /** The function's result, from the executor; an executor that refuses counts as the function's failure. */
    static <T> CompletionStage<T> supply(Supplier<T> function, Executor executor) {
        try {
            return CompletableFuture.supplyAsync(() -> call(function), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(new UserCodeException(e));
        }
    }
}
