package dev.holdall.internal.dispatch;

import dev.holdall.internal.threads.Threads;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the functions that callers give to {@code merge} and {@code getOrCompute}: on the thread that waits for the
 * call, or on the store's executor.
 *
 * <p>An executor may run what it is given at once, on the thread that gives it. So an executor of the application's is
 * never given a function by a thread that has an answer to hand on, nor by the timer's: another thread stands between.
 */
public final class UserCode {

    private final Executor executor;
    private final boolean isOurs;

    private UserCode(Executor executor, boolean isOurs) {
        this.executor = executor;
        this.isOurs = isOurs;
    }

    /** Functions run on the thread that waits for the call. */
    public static UserCode on(CallerThread here) {
        return new UserCode(here, true);
    }

    /** Functions run on an executor. */
    public static UserCode on(Executor executor) {
        return new UserCode(executor, executor == Threads.functions());
    }

    /**
     * Runs a task.
     *
     * @param task throws nothing
     * @param refused is told why the task can't be run
     */
    public void run(Runnable task, Consumer<Throwable> refused) {
        try {
            if (isOurs) {
                executor.execute(task);
            } else {
                Threads.functions().execute(() -> give(task, refused));
            }
        } catch (OutOfMemoryError e) {
            refused.accept(Threads.noThread(e));
        }
    }

    private void give(Runnable task, Consumer<Throwable> refused) {
        try {
            executor.execute(task);
        } catch (RuntimeException | Error e) {
            refused.accept(new UserCodeException(e));
        }
    }

    /**
     * The function's result.
     *
     * @param what names the function, for the message if it returns null
     * @throws UserCodeException with what the function has thrown, or with a {@code NullPointerException} if it
     *     returned null
     */
    @SuppressWarnings("CatchingUnchecked") // Also what languages without checked exceptions throw.
    public static <T> T call(String what, Supplier<@Nullable T> function) {
        try {
            return Objects.requireNonNull(function.get(), () -> what + " returned null");
        } catch (Throwable e) {
            throw new UserCodeException(e);
        }
    }
}
