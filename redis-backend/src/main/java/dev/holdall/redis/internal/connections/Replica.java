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

/** A replica to read from, which may be away at first: it is tried again until it is there. Thread-safe. */
final class Replica {

    private static final long PAUSE_MILLIS = 1_000;

    private final RedisClient client;
    private final RedisURI uri;
    private final String store;
    private final CompletableFuture<Void> firstAttempt = new CompletableFuture<>();
    private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;
    private volatile boolean closed;

    /**
     * A replica that is not connected yet.
     *
     * @param store for messages
     */
    Replica(RedisClient client, RedisURI uri, String store) {
        this.client = client;
        this.uri = uri;
        this.store = store;
    }

    /** Begins to connect; doesn't block. */
    void connect() {
        CompletionStage<Void> unused = client.connectAsync(Arguments.CODEC, uri).handle((connected, failure) -> {
            if (connected != null) {
                connected(connected);
            } else {
                away();
            }
            return null;
        });
    }

    private void away() {
        if (firstAttempt.complete(null)) {
            RedisLog.LOG.warn(
                    "{}/redis: the replica {}:{} can't be reached; reads go to the next one, or to the primary, until it can",
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
            ScheduledFuture<?> unused = executor.schedule(this::connect, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Completes when it is there, or isn't yet. */
    CompletionStage<Void> firstAttempt() {
        return firstAttempt;
    }

    /** Its connection, while it is there. */
    Optional<StatefulRedisConnection<String, byte[]>> open() {
        return Optional.ofNullable(connection).filter(StatefulRedisConnection::isOpen);
    }

    /** Gives it up; what is connected is the caller's to close. */
    Optional<StatefulRedisConnection<String, byte[]>> close() {
        closed = true;
        return Optional.ofNullable(connection);
    }
}
