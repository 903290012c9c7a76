package dev.holdall.redis.internal.connections;

import dev.holdall.spi.Deadline;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A Lettuce client: the store's own, which is closed with the backend, or the application's, which stays open. */
final class LettuceClient {

    private static final long CLOSING_MILLIS = 2_000;

    /** How long closing may take: first the connections, then the threads. */
    private static final Duration CLOSING_TIME = Duration.ofMillis(2 * CLOSING_MILLIS);

    /** Netty's quiet period, in which the threads finish the tasks that they have. */
    private static final long QUIET_MILLIS = 50;

    private final AbstractRedisClient client;
    private final ClientThreads threads;
    private final Runnable release;
    private final boolean owned;

    private LettuceClient(AbstractRedisClient client, ClientThreads threads, Runnable release, boolean owned) {
        this.client = client;
        this.threads = threads;
        this.release = release;
        this.owned = owned;
    }

    /**
     * Wraps the application's client. The client must have no connection for this store yet, since only the threads of
     * later connections are noted.
     */
    static LettuceClient borrowed(AbstractRedisClient client) {
        BorrowedThreads threads = new BorrowedThreads();
        client.addListener(threads);
        return new LettuceClient(client, threads, () -> client.removeListener(threads), false);
    }

    /** Wraps the store's own client. */
    static LettuceClient owned(AbstractRedisClient client, ClientThreads threads) {
        return new LettuceClient(client, threads, () -> {}, true);
    }

    boolean completesOn(Thread thread) {
        return threads.contains(thread);
    }

    /**
     * Closes these connections of the application's client, or the whole client if it is the store's own. Waits until
     * that is done, unless the calling thread is one of the client's.
     */
    void close(List<? extends StatefulConnection<?, ?>> connections) {
        CompletableFuture<Void> closing = owned ? endClient() : closeAll(connections);
        release.run();
        if (!completesOn(Thread.currentThread())) {
            await(closing);
        }
    }

    private static CompletableFuture<Void> closeAll(List<? extends StatefulConnection<?, ?>> connections) {
        return CompletableFuture.allOf(
                connections.stream().map(StatefulConnection::closeAsync).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> endClient() {
        return client.shutdownAsync(0, CLOSING_MILLIS, TimeUnit.MILLISECONDS).thenCompose(done -> endThreads());
    }

    private CompletableFuture<Void> endThreads() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        client.getResources()
                .shutdown(QUIET_MILLIS, CLOSING_MILLIS, TimeUnit.MILLISECONDS)
                .addListener(done -> ended.complete(null));
        return ended;
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
