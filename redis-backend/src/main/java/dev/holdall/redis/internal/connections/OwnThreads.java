package dev.holdall.redis.internal.connections;

import io.lettuce.core.resource.ThreadFactoryProvider;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the clients that stores own. They are Netty's {@link FastThreadLocalThread}s, which the memory pools
 * of its buffers need, and they inherit nothing from the thread that causes their creation.
 */
final class OwnThreads implements ClientThreads, ThreadFactoryProvider {

    private final ThreadFactory clean;
    private final String prefix;

    /**
     * Begins without threads.
     *
     * @param clean makes threads that inherit nothing
     * @param prefix the beginning of the threads' names
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
        return task -> newThread(task, prefix + pool + "-" + count.incrementAndGet());
    }

    /** Makes a thread on a clean thread, since a thread inherits from the one that makes it. */
    private Thread newThread(Runnable task, String name) {
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
            // The threads serve all stores of this class loader, so they keep no class loader of a single application.
            setContextClassLoader(OwnThreads.class.getClassLoader());
        }
    }
}
