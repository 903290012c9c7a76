package dev.holdall.testservers.processes;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Runs actions when this JVM exits; the last one registered runs first. */
final class AtExit {

    private static final Deque<Runnable> ACTIONS = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ACTIONS.forEach(Runnable::run), "test-servers-exit"));
    }

    private AtExit() {}

    static void register(Runnable action) {
        ACTIONS.addFirst(action);
    }

    static void remove(Runnable action) {
        ACTIONS.remove(action);
    }
}
