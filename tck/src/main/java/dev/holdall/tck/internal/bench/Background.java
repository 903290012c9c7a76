package dev.holdall.tck.internal.bench;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes calls in the background of a test, each on a thread of its own, which {@link #close} interrupts. */
public final class Background implements AutoCloseable {

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    /** Makes a call on a thread of its own. */
    public <T extends @Nullable Object> Running<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "holdall-tck-background");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return new Running<>(thread, task);
    }

    /** Makes a call without a result on a thread of its own. */
    public Running<Boolean> run(Runnable call) {
        return start(() -> {
            call.run();
            return true;
        });
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }

    /** A call that is under way, or has ended. */
    public record Running<T extends @Nullable Object>(Thread thread, FutureTask<T> task) {

        /** Waits until the thread is blocked, so that the call has done all that it can do without an answer. */
        public void awaitWaiting() {
            long end = System.nanoTime() + TestTime.PATIENCE.toNanos();
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                if (task.isDone() || System.nanoTime() - end > 0) {
                    throw new AssertionError("the background call ended, or didn't block in time");
                }
                Thread.onSpinWait();
            }
        }

        /** Waits for the call to end, and returns its result. */
        public T answer() {
            try {
                return task.get(TestTime.PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("the background call failed", e.getCause());
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError("the background call didn't end in time, or the wait was interrupted", e);
            }
        }
    }
}
