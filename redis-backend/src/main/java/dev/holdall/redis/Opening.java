package dev.holdall.redis;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One opening of a backend, whose steps are waited for until the deadline of opening. Blocks a thread of the store's own. */
final class Opening {

    private final String where;
    private final BackendContext context;

    /**
     * An opening that begins now.
     *
     * @param where the servers, for messages
     */
    Opening(String where, BackendContext context) {
        this.where = where;
        this.context = context;
    }

    BackendContext context() {
        return context;
    }

    /** Blocks until a step is done, or the deadline has passed. */
    <T> T await(CompletionStage<T> step) {
        try {
            long leftNanos = context.openDeadline().remainingNanos();
            return step.toCompletableFuture().get(leftNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failure(Kind.TIMEOUT, "there was no answer from " + where + " within open-timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Kind.FAILED, "opening was given up");
        } catch (ExecutionException e) {
            throw OpenFailures.translate(e.getCause() == null ? e : e.getCause(), where);
        }
    }

    private static BackendException failure(Kind kind, String message) {
        return new BackendException(kind, Outcome.NOT_APPLIED, message, null);
    }
}
