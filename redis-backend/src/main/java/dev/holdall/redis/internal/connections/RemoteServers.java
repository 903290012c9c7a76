package dev.holdall.redis.internal.connections;

import dev.holdall.redis.internal.options.ConnectionOptions;
import dev.holdall.redis.internal.options.RedisEndpoints;
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

    /** The next try or the one that is being made. Guarded by this. */
    private @Nullable Future<?> next;

    /** Guarded by this. */
    private boolean closed;

    /** Begins to connect to the servers of the data centre with this name. */
    public RemoteServers(String name, ConnectionOptions options, BackendContext context) {
        this.name = name;
        this.options = options;
        this.context = context;
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
        RedisEndpoints endpoints = Objects.requireNonNull(options.endpoints());
        OpeningWait opening = new OpeningWait(endpoints.toString(), endpoints.tls(), context, Deadline.in(ONE_TRY));
        try {
            keep(new Connector(opening).connect(options, endpoints, new ClientSettings(options, context)));
        } catch (BackendException e) {
            if (log.count()) {
                RedisLog.LOG.warn(
                        "{}/redis: the data centre {} can't be reached, and is tried again: {}",
                        context.store(),
                        name,
                        e.getMessage());
            }
            schedule(PAUSE);
        } finally {
            firstTry.complete(null);
        }
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
        }
        connected().ifPresent(Servers::close);
    }
}
