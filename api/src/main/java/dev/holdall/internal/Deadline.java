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

    /** Completes with whether the time has passed. */
    private final CompletableFuture<Boolean> timer = new CompletableFuture<>();

    private Deadline() {}

    /** Begins to count. */
    static Deadline in(Duration timeout, Runnable then) {
        Deadline deadline = new Deadline();
        CompletionStage<Boolean> timer = deadline.timer;
        timer.thenAccept(passed -> {
            if (passed) {
                Threads.deadlines().execute(then);
            }
        });
        deadline.timer.completeOnTimeout(true, timeout.toNanos(), TimeUnit.NANOSECONDS);
        return deadline;
    }

    /**
     * Takes the timer away; nothing happens if it hasn't already. No cancellation: that would make an exception or two, and
     * leave the timer where it is on a JDK without the fix of JDK-8303742.
     */
    void callOff() {
        timer.complete(false);
    }
}
