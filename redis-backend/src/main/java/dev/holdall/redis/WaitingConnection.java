package dev.holdall.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection over which replicas are waited for. The server does nothing else for a connection that waits, so there is one
 * wait at a time, and all writes that were answered meanwhile share the next one. Thread-safe.
 */
final class WaitingConnection {

    private final StatefulRedisConnection<String, byte[]> connection;
    private final int replicas;
    private final Duration atMost;

    /** What is waited for. Guarded by this. */
    private @Nullable CompletableFuture<Long> current;

    /** What will be waited for then. Guarded by this. */
    private @Nullable CompletableFuture<Long> next;

    WaitingConnection(StatefulRedisConnection<String, byte[]> connection, int replicas, Duration atMost) {
        this.connection = connection;
        this.replicas = replicas;
        this.atMost = atMost;
    }

    /** Tells how many replicas have what the server has answered over this connection so far. */
    CompletionStage<Long> await() {
        CompletableFuture<Long> begun = new CompletableFuture<>();
        synchronized (this) {
            if (current != null) {
                next = next == null ? begun : next;
                return next;
            }
            current = begun;
        }
        beginWait();
        return begun;
    }

    /** Outside of the lock, since it may end at once. */
    private void beginWait() {
        AsyncCommand<String, byte[], Long> wait = Commands.waitForReplicas(replicas, atMost);
        CompletableFuture<Void> unused = wait.handle((count, failure) -> {
            endWait(count, failure);
            return null;
        });
        connection.dispatch(wait);
    }

    /** Where it failed, so do those that would be next: whether the connection is still theirs is not known. */
    private void endWait(@Nullable Long count, @Nullable Throwable failure) {
        List<CompletableFuture<Long>> ended = new ArrayList<>(2);
        boolean goesOn;
        synchronized (this) {
            ended.add(Objects.requireNonNull(current));
            current = next;
            next = null;
            if (failure != null && current != null) {
                ended.add(current);
                current = null;
            }
            goesOn = current != null;
        }
        if (goesOn) {
            beginWait();
        }
        ended.forEach(each -> end(each, count, failure));
    }

    private static void end(CompletableFuture<Long> waiting, @Nullable Long count, @Nullable Throwable failure) {
        if (failure != null) {
            waiting.completeExceptionally(failure);
        } else {
            waiting.complete(count);
        }
    }
}
