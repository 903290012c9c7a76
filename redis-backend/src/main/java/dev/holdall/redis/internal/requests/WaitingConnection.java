package dev.holdall.redis.internal.requests;

import dev.holdall.redis.internal.register.Commands;
import dev.holdall.spi.Deadline;
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
 * A connection over which replicas are waited for. The server does nothing else for a connection that waits, so there
 * is one wait at a time, and all writes that were answered meanwhile share the next one. Thread-safe.
 */
final class WaitingConnection {

    private final StatefulRedisConnection<String, byte[]> connection;
    private final int replicas;
    private final Duration atMost;

    /** The wait that the server carries out. Guarded by this. */
    private @Nullable Wait current;

    /** The wait that follows, of those whose writes were answered meanwhile. Guarded by this. */
    private @Nullable Wait next;

    WaitingConnection(StatefulRedisConnection<String, byte[]> connection, int replicas, Duration atMost) {
        this.connection = connection;
        this.replicas = replicas;
        this.atMost = atMost;
    }

    /** One wait, of one or several writes. */
    private static final class Wait {

        private final CompletableFuture<Long> count = new CompletableFuture<>();

        /** The latest of the writes' deadlines. */
        private Deadline deadline;

        Wait(Deadline deadline) {
            this.deadline = deadline;
        }

        void alsoFor(Deadline other) {
            deadline = other.remainingNanos() > deadline.remainingNanos() ? other : deadline;
        }
    }

    /**
     * Tells how many replicas have what the server has answered over this connection so far. No wait begins after the
     * deadlines of all who are in it.
     */
    CompletionStage<Long> await(Deadline deadline) {
        Wait begun;
        synchronized (this) {
            if (current != null) {
                if (next == null) {
                    next = new Wait(deadline);
                } else {
                    next.alsoFor(deadline);
                }
                return next.count;
            }
            begun = new Wait(deadline);
            current = begun;
        }
        begin(begun);
        return begun.count;
    }

    /** Outside of the lock, since it may end at once. */
    private void begin(Wait wait) {
        if (wait.deadline.hasPassed()) {
            end(null, Deadline.notBegun(), false);
            return;
        }
        Duration left = wait.deadline.remaining();
        AsyncCommand<String, byte[], Long> command =
                Commands.waitForReplicas(replicas, left.compareTo(atMost) < 0 ? left : atMost);
        CompletableFuture<Void> unused = command.handle((count, failure) -> {
            end(count, failure, failure != null);
            return null;
        });
        connection.dispatch(command);
    }

    /**
     * The current wait has ended.
     *
     * @param isLost whether the connection may be another one now, so that those who would be next have failed too
     */
    private void end(@Nullable Long count, @Nullable Throwable failure, boolean isLost) {
        List<Wait> ended = new ArrayList<>(2);
        Wait following;
        synchronized (this) {
            ended.add(Objects.requireNonNull(current));
            following = next;
            next = null;
            if (isLost && following != null) {
                ended.add(following);
                following = null;
            }
            current = following;
        }
        if (following != null) {
            begin(following);
        }
        ended.forEach(each -> end(each.count, count, failure));
    }

    private static void end(CompletableFuture<Long> waiting, @Nullable Long count, @Nullable Throwable failure) {
        if (failure != null) {
            waiting.completeExceptionally(failure);
        } else {
            waiting.complete(count);
        }
    }
}
