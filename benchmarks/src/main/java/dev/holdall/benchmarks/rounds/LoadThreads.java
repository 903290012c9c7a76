package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The threads of all loads whose calls block. They live on between samples, since what a thread has allocated is no
 * longer counted when it has ended.
 */
final class LoadThreads {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });

    private LoadThreads() {}

    /**
     * Runs each of the callers on a thread of its own, and waits for all of them, so that none disturbs the next
     * sample.
     *
     * @param time for how long each caller is about to run
     * @throws IllegalStateException if one of them has failed, or if the thread is interrupted
     */
    static void runAll(List<? extends Runnable> callers, Duration time) {
        List<Future<?>> running = new ArrayList<>();
        callers.forEach(caller -> running.add(THREADS.submit(caller)));
        awaitAll(running, time);
    }

    /**
     * Waits for all calls of a load.
     *
     * @throws IllegalStateException if one of them has failed, or if the thread is interrupted
     */
    static void awaitAll(List<? extends Future<?>> running, Duration time) {
        IllegalStateException failure = null;
        for (Future<?> each : running) {
            IllegalStateException failed = await(each, time);
            failure = failure == null ? failed : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable IllegalStateException await(Future<?> running, Duration time) {
        try {
            running.get(time.plus(Load.PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return new IllegalStateException("a call failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            return new IllegalStateException("a call has no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IllegalStateException("the measurement was interrupted", e);
        }
    }
}
