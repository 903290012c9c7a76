package dev.holdall.redis.internal.connections;

import io.lettuce.core.resource.ThreadFactoryProvider;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a client that a store has for itself. They are of the client library's own kind, which the memory
 * pools of its buffers need, and inherit nothing from the thread that happens to need one.
 */
final class OwnThreads implements ClientThreads, ThreadFactoryProvider {

    private final ThreadFactory clean;
    private final String prefix;

    /**
     * No threads yet.
     *
     * @param clean makes threads that inherit nothing
     * @param prefix what the names of the threads begin with
     */
    OwnThreads(ThreadFactory clean, String prefix) {
        this.clean = clean;
        this.prefix = prefix;
    }

    @Override
    public boolean contains(Thread thread) {
        return thread instanceof OwnThread own && own.owner == this;
    }

    @Override
    public ThreadFactory getThreadFactory(String pool) {
        AtomicInteger count = new AtomicInteger();
        return task -> made(task, prefix + pool + "-" + count.incrementAndGet());
    }

    /** A thread takes what it inherits from the thread that makes it, so that one is made first. */
    private Thread made(Runnable task, String name) {
        FutureTask<Thread> making = new FutureTask<>(() -> new OwnThread(this, task, name));
        clean.newThread(making).start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return making.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a thread could not be made", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class OwnThread extends FastThreadLocalThread {

        private final OwnThreads owner;

        OwnThread(OwnThreads owner, Runnable task, String name) {
            super(task, name);
            this.owner = owner;
            setDaemon(true);
        }
    }
}
