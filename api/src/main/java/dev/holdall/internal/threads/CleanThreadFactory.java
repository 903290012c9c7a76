package dev.holdall.internal.threads;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes daemon threads that inherit nothing from the thread that asks for them: no inheritable thread-locals, no
 * access-control context, no thread group and no priority. Otherwise a thread would keep the rights of one user's
 * request while it works for other users later, and a web application's class loader could not be garbage-collected.
 * The context class loader of the threads is that of the code that they run, because client libraries look up their own
 * classes with it.
 */
public final class CleanThreadFactory implements ThreadFactory {

    private final String name;
    private final @Nullable ClassLoader loader;
    private final AtomicLong count = new AtomicLong();

    /**
     * Makes a factory of threads.
     *
     * @param name the prefix of the threads' names; a hyphen and a number follow
     * @param owner the class whose class loader is to be the threads' context class loader
     */
    public CleanThreadFactory(String name, Class<?> owner) {
        this.name = name;
        this.loader = owner.getClassLoader();
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // This only replaces the inherited priority.
    public Thread newThread(Runnable task) {
        Thread thread = withoutCaller(task, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setContextClassLoader(loader);
        return thread;
    }

    // A thread captures the access-control context of the code that makes it. Within doPrivileged, this context has
    // only this class, and not its callers. The JDK will remove access control in the future, but has no replacement
    // for this call until then.
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
