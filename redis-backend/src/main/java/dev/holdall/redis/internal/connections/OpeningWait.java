package dev.holdall.redis.internal.connections;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Deadline;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * One opening of a backend. It waits for each step, at most until the deadline of opening, and blocks only a thread of
 * the store's own.
 */
public final class OpeningWait {

    private final String where;
    private final OpenFailures failures;
    private final BackendContext context;
    private final Deadline deadline;

    /**
     * Begins an opening.
     *
     * @param where the servers, for messages
     * @param tls whether this library speaks TLS to them
     */
    public OpeningWait(String where, boolean tls, BackendContext context) {
        this(where, tls, context, context.openDeadline());
    }

    /** Begins an opening that has a deadline of its own, after the store was opened. */
    OpeningWait(String where, boolean tls, BackendContext context, Deadline deadline) {
        this.deadline = deadline;
        this.where = where;
        this.failures = new OpenFailures(where, tls);
        this.context = context;
    }

    BackendContext context() {
        return context;
    }

    /** Blocks until a step is done, or the deadline has passed. */
    public <T> T await(CompletionStage<T> step) {
        try {
            if (!deadline.await(step)) {
                throw failure(Kind.TIMEOUT, "there was no answer from " + where + " within open-timeout");
            }
            return step.toCompletableFuture().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Kind.FAILED, "opening was given up");
        } catch (CompletionException e) {
            throw failures.translate(e.getCause() == null ? e : e.getCause());
        }
    }

    private static BackendException failure(Kind kind, String message) {
        return new BackendException(kind, Outcome.NOT_APPLIED, message, null);
    }
}
