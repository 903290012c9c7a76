package dev.holdall.redis.internal.connections;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Single flight: concurrent callers of one task share its result. Thread-safe. */
final class SingleFlight {

    private final ConcurrentMap<Object, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    /**
     * Runs a task, or joins the run that is under way. The stage completes when that run ends.
     *
     * @param task identifies the task: callers with equal objects share a run
     */
    CompletionStage<Void> join(Object task, Supplier<? extends CompletionStage<Void>> action) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> others = running.putIfAbsent(task, mine);
        if (others != null) {
            return others;
        }
        return CompletableFuture.<Void>completedStage(null)
                .thenCompose(none -> action.get())
                .whenComplete((done, failure) -> {
                    running.remove(task, mine);
                    if (failure == null) {
                        mine.complete(null);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
    }
}
