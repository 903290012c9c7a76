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
 * The thread that has called a verb of the blocking face, and waits for the answer. It runs the tasks that this call
 * gives it meanwhile, so that a caller's own function runs where the caller expects it, and else only waits.
 *
 * <p>{@code CompletableFuture.get} would not only wait: on a thread of a ForkJoinPool it runs other tasks of that pool,
 * for as long as they take, and under whatever locks the caller holds.
 */
public final class CallerThread implements Executor, BiConsumer<Object, @Nullable Throwable> {

    private static final Queue<Runnable> NO_TASKS = new ArrayDeque<>(0);

    private final Thread thread = Thread.currentThread();
    private final Queue<Runnable> tasks;

    private CallerThread(Queue<Runnable> tasks) {
        this.tasks = tasks;
    }

    /** The current thread, which has no tasks to run. */
    static CallerThread waiting() {
        return new CallerThread(NO_TASKS);
    }

    /** The current thread, which runs what {@link #execute} is given while it waits. */
    public static CallerThread working() {
        return new CallerThread(new ConcurrentLinkedQueue<>());
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        LockSupport.unpark(thread);
    }

    /** The answer is there. */
    @Override
    public void accept(Object answer, @Nullable Throwable failure) {
        LockSupport.unpark(thread);
    }

    /**
     * Waits until the answer is there. If it is there already, an interrupt doesn't matter.
     *
     * @throws TimeoutException if the deadline passes before
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
