package dev.holdall.redis.internal.connections;

import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Transports;
import io.netty.channel.EventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that all stores with clients of their own share in this class loader: event loops, the threads that
 * reconnect, a timer, and those that look names up. The first store starts them, and they end with the last one, so
 * many stores (one for each tenant, for example) need no more threads and file descriptors than a single one does.
 */
final class SharedThreads {

    /** Each loop serves any number of connections, and answers some hundred thousand requests a second. */
    private static final int MAX_EVENT_LOOPS = 8;

    private static final int MIN_EVENT_LOOPS = 2;

    /** These threads reconnect and refresh a cluster's topology. Two are the fewest that the client library takes. */
    private static final int EXECUTORS = 2;

    private static final long IDLE_SECONDS = 1;

    static final long CLOSING_MILLIS = 2_000;

    /** Netty's quiet period, in which the threads finish the tasks that they have. */
    static final long QUIET_MILLIS = 50;

    private static final Lock LOCK = new ReentrantLock();

    /** The threads of the stores that are open now; null if no store is open. Guarded by {@link #LOCK}. */
    private static @Nullable SharedThreads current;

    private final OwnThreads threads;
    private final EventExecutorGroup executors;
    private final DefaultEventLoopGroupProvider provider;
    private final EventLoopGroup loops;
    private final HashedWheelTimer timer;
    private final ExecutorService lookups;
    private final JvmNames names;

    /** Guarded by {@link #LOCK}. */
    private int users;

    private SharedThreads(ThreadFactory clean) {
        threads = new OwnThreads(clean, "holdall-redis/");
        executors = new DefaultEventExecutorGroup(EXECUTORS, threads.getThreadFactory("executor"));
        provider = new DefaultEventLoopGroupProvider(eventLoops(), threads);
        // The provider ends the loops when nobody uses them, and isn't safe against somebody who begins at that moment.
        // While this object has the loops, there is always one user.
        loops = provider.allocate(Transports.eventLoopGroupClass());
        timer = new HashedWheelTimer(threads.getThreadFactory("timer"));
        lookups = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads.getThreadFactory("lookup"));
        names = new JvmNames(lookups);
    }

    private static int eventLoops() {
        return Math.max(
                MIN_EVENT_LOOPS, Math.min(MAX_EVENT_LOOPS, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * Returns the threads for one more store, which has to {@linkplain #release release} them once.
     *
     * @param clean makes threads that inherit nothing
     */
    static SharedThreads acquire(ThreadFactory clean) {
        LOCK.lock();
        try {
            SharedThreads shared = current == null ? started(clean) : current;
            current = shared;
            shared.users++;
            return shared;
        } finally {
            LOCK.unlock();
        }
    }

    /** Starts all threads at once, so that no store leaves one more behind than were there when it was opened. */
    private static SharedThreads started(ThreadFactory clean) {
        SharedThreads shared = new SharedThreads(clean);
        try {
            shared.timer.start();
            shared.loops.forEach(loop -> loop.execute(() -> {}));
            shared.executors.forEach(executor -> executor.execute(() -> {}));
            return shared;
        } catch (RuntimeException | Error e) {
            CompletableFuture<Void> unused = shared.end();
            throw e;
        }
    }

    /** Lets a client use these threads. */
    DefaultClientResources.Builder lendTo(DefaultClientResources.Builder client) {
        client.timer(timer)
                .eventExecutorGroup(executors)
                .eventLoopGroupProvider(provider)
                .addressResolverGroup(names);
        return client;
    }

    ClientThreads all() {
        return threads;
    }

    /** Gives the threads back. If no other store has them, they end; the future completes when they have ended. */
    CompletableFuture<Void> release() {
        LOCK.lock();
        try {
            users--;
            if (users > 0) {
                return CompletableFuture.completedFuture(null);
            }
            current = null;
        } finally {
            LOCK.unlock();
        }
        return end();
    }

    private CompletableFuture<Void> end() {
        timer.stop();
        names.close();
        lookups.shutdown();
        return CompletableFuture.allOf(ended(loops), ended(executors));
    }

    private static CompletableFuture<Void> ended(EventExecutorGroup group) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        group.shutdownGracefully(QUIET_MILLIS, CLOSING_MILLIS, TimeUnit.MILLISECONDS)
                .addListener(done -> ended.complete(null));
        return ended;
    }
}
