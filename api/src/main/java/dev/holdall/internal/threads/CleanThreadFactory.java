package dev.holdall.internal.threads;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes daemon threads that inherit nothing from the thread that happens to need one: no inheritable thread-locals, no
 * context class loader, no access-control context, no thread group and no priority. Otherwise the rights of one user's
 * request would stay with a thread that works for others later, and a web application's class loader could not be unloaded.
 */
public final class CleanThreadFactory implements ThreadFactory {

    private final String name;
    private final AtomicLong count = new AtomicLong();

    /**
     * A factory of threads.
     *
     * @param name what the names of the threads begin with; a hyphen and a number follow
     */
    public CleanThreadFactory(String name) {
        this.name = name;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // It only undoes what the thread has inherited.
    public Thread newThread(Runnable task) {
        Thread thread = withoutCaller(task, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }

    // A thread captures the access-control context of the code that makes it. Within doPrivileged that context ends at
    // this
    // class. The JDK will remove access control one day, and has no other way until then.
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
