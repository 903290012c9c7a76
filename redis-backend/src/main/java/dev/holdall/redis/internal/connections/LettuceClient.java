package dev.holdall.redis.internal.connections;

import dev.holdall.redis.internal.register.Arguments;
import dev.holdall.spi.Deadline;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A Lettuce client: the store's own, which is closed with the backend, or the application's, which stays open. */
final class LettuceClient {

    /** How long closing may take: first the connections, then the threads. */
    private static final Duration CLOSING_TIME = Duration.ofMillis(2 * SharedThreads.CLOSING_MILLIS);

    private final AbstractRedisClient client;
    private final ClientThreads threads;
    private final List<RedisConnectionStateListener> listeners = new CopyOnWriteArrayList<>();
    private final Function<List<? extends StatefulConnection<?, ?>>, CompletableFuture<Void>> ending;

    private LettuceClient(
            AbstractRedisClient client,
            ClientThreads threads,
            Function<List<? extends StatefulConnection<?, ?>>, CompletableFuture<Void>> ending) {
        this.client = client;
        this.threads = threads;
        this.ending = ending;
    }

    /**
     * Wraps the application's client. The client must have no connection for this store yet, since only the threads of
     * later connections are noted.
     */
    static LettuceClient borrowed(AbstractRedisClient client) {
        BorrowedThreads threads = new BorrowedThreads();
        client.addListener(threads);
        return new LettuceClient(client, threads, connections -> {
            CompletableFuture<Void> closed = closeAll(connections);
            client.removeListener(threads);
            return closed;
        });
    }

    /** Wraps the store's own client, which is made of these resources. */
    static LettuceClient owned(AbstractRedisClient client, OwnResources resources) {
        return new LettuceClient(client, resources.threads(), connections -> {
            CompletableFuture<Void> ended =
                    client.shutdownAsync(0, SharedThreads.CLOSING_MILLIS, TimeUnit.MILLISECONDS);
            return ended.exceptionally(failure -> null)
                    .thenCompose(done -> resources.close())
                    .thenCombine(ended, (closed, done) -> null);
        });
    }

    /**
     * Runs a task each time that one of the client's connections for entries is open. A cluster's client opens others,
     * too, each time that it reads the topology; those have another codec.
     */
    void onConnect(Runnable task) {
        RedisConnectionStateListener listener = new RedisConnectionStateListener() {
            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
                if (connection instanceof StatefulConnection<?, ?> opened && opened.getCodec() == Arguments.CODEC) {
                    task.run();
                }
            }
        };
        listeners.add(listener);
        client.addListener(listener);
    }

    boolean completesOn(Thread thread) {
        return threads.contains(thread);
    }

    /**
     * Closes these connections of the application's client, or the whole client if it is the store's own. Waits until
     * that is done, unless the calling thread is one of the client's.
     */
    void close(List<? extends StatefulConnection<?, ?>> connections) {
        // The application's client outlives the store, and would keep it.
        listeners.forEach(client::removeListener);
        CompletableFuture<Void> closing = ending.apply(connections);
        if (!completesOn(Thread.currentThread())) {
            await(closing);
        }
    }

    /**
     * Begins to close after an opening that has failed. Doesn't wait until that is done, so that the reason of the
     * failure still reaches the caller within {@code open-timeout}.
     */
    void abandon() {
        CompletableFuture<Void> unused = ending.apply(List.of());
    }

    private static CompletableFuture<Void> closeAll(List<? extends StatefulConnection<?, ?>> connections) {
        return CompletableFuture.allOf(
                connections.stream().map(StatefulConnection::closeAsync).toArray(CompletableFuture[]::new));
    }

    private static void await(CompletableFuture<Void> closing) {
        try {
            if (!Deadline.in(CLOSING_TIME).await(closing)) {
                RedisLog.LOG.warn("the client of Redis was not closed within {} ms", CLOSING_TIME.toMillis());
            } else if (closing.isCompletedExceptionally()) {
                RedisLog.LOG.warn(
                        "the client of Redis could not be closed properly",
                        closing.handle((done, e) -> e).join());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
