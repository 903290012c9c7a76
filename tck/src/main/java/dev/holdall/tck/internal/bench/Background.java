package dev.holdall.tck.internal.bench;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls beside that of the test, each on a thread of its own, which ends with the test. */
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

    /** Makes a call that answers nothing on a thread of its own. */
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

        /** Returns when the thread waits for something, so that it has done all that it can do for now. */
        public void awaitWaiting() {
            long end = System.nanoTime() + TestTime.PATIENCE.toNanos();
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                if (task.isDone() || System.nanoTime() - end > 0) {
                    throw new AssertionError("the call beside the test doesn't wait");
                }
                Thread.onSpinWait();
            }
        }

        /** What the call answers. */
        public T answer() {
            try {
                return task.get(TestTime.PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("the call beside the test failed", e.getCause());
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError("the call beside the test didn't end", e);
            }
        }
    }
}
