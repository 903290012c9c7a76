package dev.holdall.spring.session;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is done with stages. */
final class Stages {

    private Stages() {}

    static CompletionStage<@Nullable Void> done() {
        return CompletableFuture.completedStage(null);
    }

    /** Makes a call that may throw instead of returning a stage, as those on the blocking face do. */
    static <T extends @Nullable Object> CompletionStage<T> attempt(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Takes a step for each item, one after the other. */
    static <T> CompletionStage<@Nullable Void> each(
            Collection<T> items, Function<T, ? extends CompletionStage<?>> step) {
        CompletionStage<@Nullable Void> all = done();
        for (T item : items) {
            all = all.thenCompose(before -> step.apply(item).thenApply(after -> null));
        }
        return all;
    }

    /** Returns what a stage of the blocking face has come to; fails as the stage does. */
    static <T extends @Nullable Object> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            Throwable cause = cause(e);
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** Returns what has failed, without the exceptions that stages wrap around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
