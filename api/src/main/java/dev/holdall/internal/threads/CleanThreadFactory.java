package dev.holdall.internal.threads;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes daemon threads that inherit nothing from the thread that happens to need one: no inheritable thread-locals, no
 * access-control context, no thread group and no priority. Otherwise the rights of one user's request would stay with a
 * thread that works for others later, and a web application's class loader could not be unloaded. Their context class
 * loader is that of the code which they run: client libraries look up their own classes with it.
 */
public final class CleanThreadFactory implements ThreadFactory {

    private final String name;
    private final @Nullable ClassLoader loader;
    private final AtomicLong count = new AtomicLong();

    /**
     * A factory of threads.
     *
     * @param name what the names of the threads begin with; a hyphen and a number follow
     * @param owner the class whose class loader is to be the threads' context class loader
     */
    public CleanThreadFactory(String name, Class<?> owner) {
        this.name = name;
        this.loader = owner.getClassLoader();
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // It only undoes what the thread has inherited.
    public Thread newThread(Runnable task) {
        Thread thread = withoutCaller(task, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setContextClassLoader(loader);
        return thread;
    }

    // A thread captures the access-control context of the code that makes it; within doPrivileged that ends at this
    // class.
    // The JDK will remove access control one day, and has no other way until then.
    @SuppressWarnings("removal")
    private static Thread withoutCaller(Runnable task, String name) {
        return AccessController.doPrivileged(
                (PrivilegedAction<Thread>) () -> new Thread(rootGroup(), task, name, 0, false));
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
