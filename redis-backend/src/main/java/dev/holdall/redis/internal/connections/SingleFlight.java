package dev.holdall.redis.internal.connections;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Lets all who want the same done, while it is under way, share it. Thread-safe. */
final class SingleFlight {

    private final ConcurrentMap<Object, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    /**
     * Does something, unless it is under way; ends with it.
     *
     * @param what the same for the same
     */
    CompletionStage<Void> join(Object what, Supplier<? extends CompletionStage<Void>> action) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> others = running.putIfAbsent(what, mine);
        if (others != null) {
            return others;
        }
        return CompletableFuture.<Void>completedStage(null)
                .thenCompose(none -> action.get())
                .whenComplete((done, failure) -> {
                    running.remove(what, mine);
                    if (failure == null) {
                        mine.complete(null);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
    }
}
