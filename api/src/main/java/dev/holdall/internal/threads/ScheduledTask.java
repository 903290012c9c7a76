package dev.holdall.internal.threads;

import dev.holdall.internal.HoldallLog;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A task that runs later, on the timer's thread or on another one. Once it is cancelled it holds nothing, and doesn't
 * run.
 */
final class ScheduledTask extends FutureTask<@Nullable Void> {

    private volatile @Nullable Future<?> onTimer;

    ScheduledTask(Runnable task) {
        super(task, null);
    }

    /** What to cancel on the timer if this is cancelled. */
    void isOnTimer(Future<?> future) {
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

    /** Nobody asks for the result. */
    @Override
    protected void setException(Throwable failure) {
        super.setException(failure);
        HoldallLog.LOG.error("a scheduled task of Holdall has failed", failure);
    }
}
