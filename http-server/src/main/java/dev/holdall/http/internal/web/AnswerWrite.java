package dev.holdall.http.internal.web;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** The sending of an answer, which a client that doesn't read may keep waiting only for so long. */
final class AnswerWrite implements Callback {

    private final Request request;
    private final Callback callback;
    private final WebContext context;
    private final Runnable whenDone;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile Scheduler.@Nullable Task timer;

    AnswerWrite(Request request, Callback callback, WebContext context, Runnable whenDone) {
        this.request = request;
        this.callback = callback;
        this.context = context;
        this.whenDone = whenDone;
    }

    /** Begins to watch the time, unless the answer is sent already, as it nearly always is. */
    void watch() {
        if (!done.get()) {
            timer = context.after(
                    context.settings().limits().transfer(),
                    () -> request.fail(new TimeoutException("the client didn't receive the answer in time")));
            if (done.get()) {
                cancel();
            }
        }
    }

    @Override
    public void succeeded() {
        finish();
        callback.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
        finish();
        callback.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private void finish() {
        if (done.compareAndSet(false, true)) {
            cancel();
            whenDone.run();
        }
    }

    private void cancel() {
        Scheduler.Task started = timer;
        if (started != null) {
            started.cancel();
        }
    }
}
