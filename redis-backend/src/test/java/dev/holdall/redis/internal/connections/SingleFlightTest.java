package dev.holdall.redis.internal.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final SingleFlight singleFlight = new SingleFlight();
    private final Queue<CompletableFuture<Void>> begun = new ArrayDeque<>();

    @Test
    void same_isShared() {
        CompletionStage<Void> one = join("a");
        CompletionStage<Void> other = join("a");
        assertThat(begun).hasSize(1);

        begun.remove().complete(null);

        assertThat(one.toCompletableFuture()).isCompleted();
        assertThat(other.toCompletableFuture()).isCompleted();
    }

    @Test
    void other_isDoneBesideIt() {
        join("a");
        join("b");

        assertThat(begun).hasSize(2);
    }

    @Test
    void failure_isShared_andTheNextOneBeginsAnew() {
        CompletionStage<Void> one = join("a");
        CompletionStage<Void> other = join("a");

        begun.remove().completeExceptionally(new IllegalStateException("broken"));

        assertThat(one.toCompletableFuture()).isCompletedExceptionally();
        assertThat(other.toCompletableFuture()).isCompletedExceptionally();
        join("a");
        assertThat(begun).hasSize(1);
    }

    @Test
    void whatThrows_fails_andTheNextOneBeginsAnew() {
        CompletionStage<Void> thrown = singleFlight.join("a", () -> {
            throw new IllegalStateException("broken");
        });

        assertThat(thrown.toCompletableFuture()).isCompletedExceptionally();
        join("a");
        assertThat(begun).hasSize(1);
    }

    private CompletionStage<Void> join(String task) {
        return singleFlight.join(task, () -> {
            CompletableFuture<Void> action = new CompletableFuture<>();
            begun.add(action);
            return action;
        });
    }
}
