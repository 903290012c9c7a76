package dev.holdall.redis;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The time that opening may take, all its steps together. */
final class OpenDeadline {

    private final String where;
    private final Duration timeout;
    private final long startNanos = System.nanoTime();

    /**
     * Begins now.
     *
     * @param where what is opened, for messages
     */
    OpenDeadline(String where, Duration timeout) {
        this.where = where;
        this.timeout = timeout;
    }

    /** Blocks until a step is done, or the time is over. */
    <T> T await(CompletionStage<T> step) {
        try {
            long leftNanos = timeout.toNanos() - (System.nanoTime() - startNanos);
            return step.toCompletableFuture().get(leftNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failure(Kind.TIMEOUT, "there was no answer from " + where + " within " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Kind.FAILED, "the thread was interrupted while it opened the backend");
        } catch (ExecutionException e) {
            throw OpenFailures.translate(e.getCause() == null ? e : e.getCause(), where);
        }
    }

    private static BackendException failure(Kind kind, String message) {
        return new BackendException(kind, Outcome.NOT_APPLIED, message, null);
    }
}
