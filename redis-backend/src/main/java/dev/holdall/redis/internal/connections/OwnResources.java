package dev.holdall.redis.internal.connections;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What a client that the store owns is made of: threads, which stores share, and connections, which are its own. */
final class OwnResources implements NettyCustomizer {

    private static final Duration FIRST_RECONNECT = Duration.ofMillis(50);
    private static final Duration LAST_RECONNECT = Duration.ofSeconds(1);

    private final SharedThreads threads;
    private final ClientResources resources;

    /**
     * All connections of the client, also those that are still being made. One that is added after the group was closed
     * is closed at once. So a client whose connection is looked up, made, or answered too late leaves no descriptor
     * behind, though the event loops stay.
     */
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    private OwnResources(SharedThreads threads) {
        this.threads = threads;
        this.resources = threads.lendTo(DefaultClientResources.builder())
                .reconnectDelay(Delay.equalJitter(FIRST_RECONNECT, LAST_RECONNECT, 2, TimeUnit.MILLISECONDS))
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(this)
                .build();
    }

    /**
     * Returns the resources for a new client. Keeps the calling thread's interrupt flag, which Netty's timer clears
     * when it starts.
     *
     * @param clean makes threads that inherit nothing
     */
    static OwnResources acquire(ThreadFactory clean) {
        boolean interrupted = Thread.interrupted();
        try {
            return of(SharedThreads.acquire(clean));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static OwnResources of(SharedThreads threads) {
        try {
            return new OwnResources(threads);
        } catch (RuntimeException | Error e) {
            CompletableFuture<Void> unused = threads.release();
            throw e;
        }
    }

    /** Makes the client of these resources, and closes them if that fails. */
    <C> C make(Function<ClientResources, C> client) {
        try {
            return client.apply(resources);
        } catch (RuntimeException | Error e) {
            CompletableFuture<Void> unused = close();
            throw e;
        }
    }

    ClientThreads threads() {
        return threads.all();
    }

    /** Adds this library's handlers to each connection. */
    @Override
    public void afterChannelInitialized(Channel connection) {
        connection
                .pipeline()
                .addFirst(new Heartbeat())
                .addFirst(new AfterAnswers())
                .addFirst(new FlushGroups());
        connections.add(connection);
    }

    /** Closes the connections, and gives the threads back. To be called once, after the client was closed. */
    CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        connections.close().addListener(done -> closed.complete(null));
        // The resources end nothing, since they only borrow the threads. They warn if they were not told to end.
        var unused = resources.shutdown();
        return closed.thenCompose(done -> threads.release());
    }
}
