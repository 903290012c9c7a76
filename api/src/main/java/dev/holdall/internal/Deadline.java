package dev.holdall.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Something that happens when a time has passed, unless it is called off. The timer is the JDK's, one for the whole JVM; so
 * what happens does so on a thread of Holdall's own, and holds up neither it nor callers' functions.
 */
final class Deadline {

    private final CompletableFuture<Void> timer = new CompletableFuture<>();

    private Deadline() {}

    /** Begins to count. */
    static Deadline in(Duration timeout, Runnable then) {
        Deadline deadline = new Deadline();
        CompletionStage<Void> passed = deadline.timer;
        passed.thenRunAsync(then, Threads.deadlines());
        deadline.timer.completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS);
        return deadline;
    }

    /** Takes the timer away; nothing happens if it hasn't already. */
    void callOff() {
        timer.cancel(false);
    }
}
