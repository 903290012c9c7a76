package dev.holdall.redis.internal.connections;

import dev.holdall.redis.internal.register.Arguments;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A replica to read from. If it can't be reached at first, connecting is tried again until it can. Thread-safe. */
final class Replica {

    private static final long RETRY_MILLIS = 1_000;

    private final RedisClient client;
    private final RedisURI uri;
    private final String store;
    private final CompletableFuture<Void> firstAttempt = new CompletableFuture<>();
    private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;
    private volatile boolean closed;

    /**
     * Creates a replica that is not connected yet.
     *
     * @param store the store's name, for messages
     */
    Replica(RedisClient client, RedisURI uri, String store) {
        this.client = client;
        this.uri = uri;
        this.store = store;
    }

    /** Begins to connect. Doesn't block. */
    void connect() {
        CompletionStage<Void> unused = client.connectAsync(Arguments.CODEC, uri).handle((connected, failure) -> {
            if (connected != null) {
                connected(connected);
            } else {
                notConnected();
            }
            return null;
        });
    }

    private void notConnected() {
        if (firstAttempt.complete(null)) {
            RedisLog.LOG.warn(
                    "{}/redis: the replica {}:{} can't be reached; until it can, reads go to the next replica, or to"
                            + " the primary",
                    store,
                    uri.getHost(),
                    uri.getPort());
        }
        tryAgain();
    }

    private void connected(StatefulRedisConnection<String, byte[]> connected) {
        connection = connected;
        firstAttempt.complete(null);
        if (closed) {
            CompletableFuture<Void> unused = connected.closeAsync();
        }
    }

    private void tryAgain() {
        EventExecutorGroup executor = client.getResources().eventExecutorGroup();
        if (!closed && !executor.isShuttingDown()) {
            ScheduledFuture<?> unused = executor.schedule(this::connect, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Completes when the first attempt to connect has ended, with or without success. */
    CompletionStage<Void> firstAttempt() {
        return firstAttempt;
    }

    /** Returns the connection to the replica, if it is open now. */
    Optional<StatefulRedisConnection<String, byte[]>> openConnection() {
        return Optional.ofNullable(connection).filter(StatefulRedisConnection::isOpen);
    }

    /** Stops trying to connect. Returns the connection, if there is one, for the caller to close. */
    Optional<StatefulRedisConnection<String, byte[]>> close() {
        closed = true;
        return Optional.ofNullable(connection);
    }
}
