package dev.holdall.cassandra;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.SessionBackend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Opens a backend on a thread of its own, so that nothing in it, name look-ups included, takes longer than the timeout. */
final class Opening {

    private final Duration timeout;
    private final String where;
    private final Supplier<SessionBackend> opener;
    private final CompletableFuture<SessionBackend> opened = new CompletableFuture<>();

    /**
     * An opening that has not begun.
     *
     * @param where what it is opened at, for a message
     */
    Opening(Duration timeout, String where, Supplier<SessionBackend> opener) {
        this.timeout = timeout;
        this.where = where;
        this.opener = opener;
    }

    SessionBackend run() {
        Thread thread = new Thread(this::open, "holdall-cassandra-opening");
        thread.setDaemon(true);
        thread.start();
        try {
            return opened.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return givenUp(
                    thread,
                    BackendException.Kind.TIMEOUT,
                    "there was no answer from " + where + " within " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return givenUp(
                    thread, BackendException.Kind.FAILED, "the thread was interrupted while it opened the backend");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new BackendException(
                            BackendException.Kind.FAILED, Outcome.NOT_APPLIED, "it could not be opened", e.getCause());
        }
    }

    /** What is opened nevertheless is closed again, by the thread that opens it. */
    private SessionBackend givenUp(Thread thread, BackendException.Kind kind, String message) {
        opened.completeExceptionally(new BackendException(kind, Outcome.NOT_APPLIED, message, null));
        thread.interrupt();
        if (opened.isCompletedExceptionally()) {
            throw new BackendException(kind, Outcome.NOT_APPLIED, message, null);
        }
        return opened.join();
    }

    private void open() {
        try {
            SessionBackend backend = opener.get();
            if (!opened.complete(backend)) {
                backend.close();
            }
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
        }
    }
}
