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
 * A connection on which WAIT waits for replicas. The server does nothing else for a connection that waits, so only one
 * WAIT runs at a time, and all writes that are answered meanwhile share the next one. Thread-safe.
 */
final class WaitingConnection {

    private final StatefulRedisConnection<String, byte[]> connection;
    private final int replicas;
    private final Duration atMost;

    /** The WAIT that the server is carrying out. Guarded by this. */
    private @Nullable Wait current;

    /** The WAIT that follows, for the writes that were answered meanwhile. Guarded by this. */
    private @Nullable Wait next;

    WaitingConnection(StatefulRedisConnection<String, byte[]> connection, int replicas, Duration atMost) {
        this.connection = connection;
        this.replicas = replicas;
        this.atMost = atMost;
    }

    /** One WAIT, for one or several writes. */
    private static final class Wait {

        private final CompletableFuture<Long> count = new CompletableFuture<>();

        /** The latest of the writes' deadlines. */
        private Deadline deadline;

        Wait(Deadline deadline) {
            this.deadline = deadline;
        }

        void extendTo(Deadline other) {
            deadline = other.remainingNanos() > deadline.remainingNanos() ? other : deadline;
        }
    }

    /**
     * Returns how many replicas have all writes that the server has answered over this connection so far. A WAIT is not
     * sent if the deadlines of all its writes have passed.
     */
    CompletionStage<Long> await(Deadline deadline) {
        Wait begun;
        synchronized (this) {
            if (current != null) {
                if (next == null) {
                    next = new Wait(deadline);
                } else {
                    next.extendTo(deadline);
                }
                return next.count;
            }
            begun = new Wait(deadline);
            current = begun;
        }
        begin(begun);
        return begun.count;
    }

    /**
     * Sends a WAIT. Callers don't hold the lock: the command may end at once on this thread, and then completes other
     * stages.
     */
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
     * Ends the current WAIT, and begins the next one.
     *
     * @param isLost whether the network connection may have been replaced: a WAIT on the new one says nothing about
     *     writes on the old one, so the next WAIT fails too
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
