package dev.holdall.internal.threads;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that runs later, on the timer's thread or on another one. Once it is cancelled it holds nothing, and doesn't run. */
final class ScheduledTask extends FutureTask<@Nullable Void> {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTask.class);

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
        LOG.error("a scheduled task of Holdall has failed", failure);
    }
}
