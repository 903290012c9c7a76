package dev.holdall.internal;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs tasks on the thread that waits for their result: so a caller's own functions run where the caller expects them. */
final class CallerThread implements Executor {

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs tasks until the result is there. */
    void runUntilDone(CompletableFuture<?> result, Duration timeout) throws InterruptedException, TimeoutException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        CompletionStage<?> stage = result;
        stage.whenComplete((value, failure) -> tasks.add(() -> {}));
        while (!result.isDone()) {
            next(deadlineNanos).run();
        }
    }

    /** Waits only if there is nothing to run: a thread that is interrupted can still do what needs no waiting. */
    private Runnable next(long deadlineNanos) throws InterruptedException, TimeoutException {
        Runnable task = tasks.poll();
        if (task == null) {
            task = tasks.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        if (task == null) {
            throw new TimeoutException();
        }
        return task;
    }
}
