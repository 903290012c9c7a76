package dev.holdall.internal.dispatch;

import dev.holdall.spi.Deadline;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that has called a verb of the blocking face, and waits for the answer. While it waits, it runs the tasks
 * that its own call submits, so that the caller's function runs on the caller's thread. Apart from that, it only waits.
 *
 * <p>{@code CompletableFuture.get} isn't used, because it may do more than wait: on a thread of a ForkJoinPool it runs
 * other tasks of that pool, for as long as they take, and while the caller may hold locks.
 */
public final class CallerThread implements Executor, BiConsumer<Object, @Nullable Throwable> {

    private static final Queue<Runnable> NO_TASKS = new ArrayDeque<>(0);

    private final Thread thread = Thread.currentThread();
    private final Queue<Runnable> tasks;

    private CallerThread(Queue<Runnable> tasks) {
        this.tasks = tasks;
    }

    /** Returns the current thread, which runs no tasks while it waits. */
    static CallerThread waiting() {
        return new CallerThread(NO_TASKS);
    }

    /** Returns the current thread, which runs the tasks given to {@link #execute} while it waits. */
    public static CallerThread working() {
        return new CallerThread(new ConcurrentLinkedQueue<>());
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        LockSupport.unpark(thread);
    }

    /** Wakes the thread, because the answer has arrived. */
    @Override
    public void accept(Object answer, @Nullable Throwable failure) {
        LockSupport.unpark(thread);
    }

    /**
     * Waits until the answer has arrived. If it has arrived already, an interrupt is ignored.
     *
     * @throws TimeoutException if the deadline passes before the answer arrives
     */
    void await(CompletableFuture<?> answer, Deadline deadline) throws InterruptedException, TimeoutException {
        if (answer.isDone()) {
            return;
        }
        CompletionStage<?> stage = answer;
        stage.whenComplete(this);
        while (!answer.isDone()) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            } else {
                park(deadline);
            }
        }
    }

    private void park(Deadline deadline) throws InterruptedException, TimeoutException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long leftNanos = deadline.remainingNanos();
        if (leftNanos <= 0) {
            throw new TimeoutException();
        }
        LockSupport.parkNanos(this, leftNanos);
    }
}
