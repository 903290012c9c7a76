package dev.holdall.redis.internal.connections;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads of an application's client, as far as they serve connections that were made after this listener was
 * added. A connection keeps its thread until it is lost, so the thread is noted when the connection is made.
 */
final class BorrowedThreads implements ClientThreads, RedisConnectionStateListener {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
        threads.removeIf(thread -> !thread.isAlive());
        threads.add(Thread.currentThread());
    }

    @Override
    public boolean contains(Thread thread) {
        return threads.contains(thread);
    }
}
