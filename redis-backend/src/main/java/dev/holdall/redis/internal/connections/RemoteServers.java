package dev.holdall.redis.internal.connections;

import dev.holdall.redis.internal.options.ConnectionOptions;
import dev.holdall.redis.internal.options.RedisEndpoints;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.LogThrottle;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The servers of another data centre. They are connected in the background, so that a store opens and works without
 * them; a try that fails is made again. After that the client library itself reconnects. Thread-safe.
 */
public final class RemoteServers implements AutoCloseable {

    private static final Duration ONE_TRY = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final ConnectionOptions options;
    private final BackendContext context;
    private final LogThrottle log = new LogThrottle();

    private final CompletableFuture<Void> firstTry = new CompletableFuture<>();

    /** Null until they are connected. */
    private volatile @Nullable Servers servers;

    private Runnable onReconnect = () -> {};

    /** The thread that connects, if there is one now. Guarded by this. */
    private @Nullable Thread connecting;

    /** The next try or the one that is being made. Guarded by this. */
    private @Nullable Future<?> next;

    /** Guarded by this. */
    private boolean closed;

    /** Prepares the connections to the servers of the data centre with this name. */
    public RemoteServers(String name, ConnectionOptions options, BackendContext context) {
        this.name = name;
        this.options = options;
        this.context = context;
    }

    /**
     * Begins to connect.
     *
     * @param onReconnect is run each time that a server was connected again; must not block
     */
    public void start(Runnable onReconnect) {
        this.onReconnect = onReconnect;
        schedule(Duration.ZERO);
    }

    /** Returns the servers; empty if they weren't connected yet. */
    public Optional<Servers> connected() {
        return Optional.ofNullable(servers);
    }

    /**
     * Returns a stage that completes when the first try to connect has ended, so that a store that has just been opened
     * reaches the data centres that can be reached.
     */
    public CompletionStage<Void> firstTry() {
        return firstTry;
    }

    private synchronized void schedule(Duration delay) {
        if (!closed) {
            next = context.schedule(this::connect, delay);
        }
    }

    private void connect() {
        if (!begins()) {
            return;
        }
        boolean connected = false;
        try {
            keep(connectOnce());
            connected = true;
        } catch (RuntimeException e) {
            failed(ServerFailures.translate(e));
        } finally {
            ended();
            firstTry.complete(null);
            if (!connected) {
                schedule(PAUSE);
            }
        }
    }

    private Servers connectOnce() {
        RedisEndpoints endpoints = Objects.requireNonNull(options.endpoints());
        OpeningWait opening = new OpeningWait(endpoints.toString(), endpoints.tls(), context, Deadline.in(ONE_TRY));
        Servers connected = new Connector(opening).connect(options, endpoints, new ClientSettings(options, context));
        connectPrimaries(connected, opening);
        connected.onConnect(onReconnect);
        // The table of tags takes a while to make. It is made here, and not by the first answer's thread.
        connected.slotTags();
        return connected;
    }

    /**
     * Waits until a cluster's primaries are connected: the client rejects the first command for a node to which it
     * isn't connected yet. A node that can't be reached doesn't keep the others from being used.
     */
    private static void connectPrimaries(Servers connected, OpeningWait opening) {
        CompletableFuture<?>[] tried = connected.primaries().stream()
                .map(each -> each.handle((connection, failure) -> connection).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        opening.await(CompletableFuture.allOf(tried));
    }

    private void failed(BackendException failure) {
        if (log.count() && !isClosed()) {
            RedisLog.LOG.warn(
                    "{}/redis: the data centre {} can't be reached, and is tried again: {}",
                    context.store(),
                    name,
                    failure.getMessage());
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean begins() {
        connecting = closed ? null : Thread.currentThread();
        return !closed;
    }

    /** Clears the interrupt of {@link #close}, which was only meant for connecting. */
    private synchronized void ended() {
        connecting = null;
        Thread.interrupted();
    }

    private void keep(Servers connected) {
        synchronized (this) {
            if (!closed) {
                servers = connected;
                return;
            }
        }
        connected.close();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (next != null) {
                next.cancel(false);
            }
            if (connecting != null) {
                connecting.interrupt();
            }
        }
        connected().ifPresent(Servers::close);
    }
}
