package dev.holdall.internal.dispatch;

import dev.holdall.internal.threads.Threads;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the functions that callers give to {@code merge} and {@code getOrCompute}, on the thread that waits for the
 * call, or on the store's executor.
 *
 * <p>An executor may run a task at once, on the thread that submits the task. So neither a thread that completes the
 * backend's answers nor the timer's thread submits a function to an executor of the application: a thread of
 * {@link Threads#functions} does.
 */
public final class UserCode {

    private final Executor executor;
    private final boolean isInternal;

    private UserCode(Executor executor, boolean isInternal) {
        this.executor = executor;
        this.isInternal = isInternal;
    }

    /** Makes an instance that runs functions on the thread that waits for the call. */
    public static UserCode on(CallerThread callerThread) {
        return new UserCode(callerThread, true);
    }

    /** Makes an instance that runs functions on an executor. */
    public static UserCode on(Executor executor) {
        return new UserCode(executor, executor == Threads.functions());
    }

    /**
     * Runs a task.
     *
     * @param task must not throw an exception
     * @param onRefusal receives the reason if the task can't be run
     */
    public void run(Runnable task, Consumer<Throwable> onRefusal) {
        try {
            if (isInternal) {
                executor.execute(task);
            } else {
                Threads.functions().execute(() -> submit(task, onRefusal));
            }
        } catch (OutOfMemoryError e) {
            onRefusal.accept(Threads.noThread(e));
        }
    }

    private void submit(Runnable task, Consumer<Throwable> onRefusal) {
        try {
            executor.execute(task);
        } catch (RuntimeException | Error e) {
            onRefusal.accept(new UserCodeException(e));
        }
    }

    /**
     * Calls a function, and returns its result.
     *
     * @param what the name of the function, for the message if it returns null
     * @throws UserCodeException with the exception of the function, or with a {@code NullPointerException} if the
     *     function returned null
     */
    @SuppressWarnings("CatchingUnchecked") // Languages without checked exceptions throw any exception.
    public static <T> T call(String what, Supplier<? extends @Nullable T> function) {
        try {
            return Objects.requireNonNull(function.get(), () -> what + " returned null");
        } catch (Throwable e) {
            throw new UserCodeException(e);
        }
    }
}
