package dev.holdall.testservers.processes;

/** Makes daemon threads, which don't keep the JVM alive. */
public final class Threads {

    private Threads() {}

    public static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
