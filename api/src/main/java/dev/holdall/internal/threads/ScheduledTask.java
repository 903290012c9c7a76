package dev.holdall.internal.threads;

import dev.holdall.internal.HoldallLog;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A task that runs later, on the timer's thread or on another thread. A cancelled task doesn't run, and keeps no
 * reference to the code that it would have run.
 */
final class ScheduledTask extends FutureTask<@Nullable Void> {

    private volatile @Nullable Future<?> onTimer;

    ScheduledTask(Runnable task) {
        super(task, null);
    }

    /** Sets the timer's future, which is cancelled together with this task. */
    void setTimerFuture(Future<?> future) {
        onTimer = future;
        if (isCancelled()) {
            future.cancel(false);
        }
    }

    @Override
    protected void done() {
        Future<?> future = onTimer;
        if (isCancelled() && future != null) {
            future.cancel(false);
        }
    }

    /** Logs the failure, because nobody reads the result of the task. */
    @Override
    protected void setException(Throwable failure) {
        super.setException(failure);
        HoldallLog.LOG.error("a scheduled task of Holdall has failed", failure);
    }
}
