package dev.holdall.cassandra;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bulkhead with a circuit breaker, for requests that wait for every data centre.
 *
 * <p>Each that another data centre doesn't answer takes a thread of the local node for all of Cassandra's own timeout, and
 * a node has 128 of them, unless configured: without a bound, some hundred logouts while another data centre is unreachable
 * stop all reads and writes of the local one. After such a failure the breaker is open for a while: requests are refused. Then
 * it lets a single one through at a time, until one succeeds: so a bulk call is held up once, not once for each of its keys.
 * Thread-safe; nothing blocks.
 */
final class EveryDcWindow {

    static final int SIZE = 64;

    private final long patienceNanos;
    private final Bulkhead bulkhead =
            new Bulkhead(SIZE, Integer.MAX_VALUE, "too many requests wait for every data centre");

    /** Whether the last request that was answered has failed. */
    private boolean open;

    private long failedNanos;
    private int inFlight;

    /**
     * Closed, so that requests are sent.
     *
     * @param patience how long it stays open after a failure, and how long a request may take with its wait for a turn
     */
    EveryDcWindow(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /** Sends a request when its turn has come, or refuses it where other data centres don't answer at present. */
    <R> CompletionStage<R> send(Deadline deadline, Supplier<CompletionStage<R>> request) {
        return isRefused() ? unanswered() : bulkhead.send(deadline, () -> inTurn(deadline, request));
    }

    private <R> CompletionStage<R> inTurn(Deadline deadline, Supplier<CompletionStage<R>> request) {
        if (deadline.remainingNanos() < patienceNanos / 4) {
            // With little time left it would only look as if another data centre didn't answer.
            return failed(Kind.OVERLOADED, "too many requests wait for every data centre");
        }
        if (!begin()) {
            return unanswered();
        }
        return CompletableFuture.<Void>completedStage(null)
                .thenCompose(now -> request.get())
                .whenComplete((answer, failure) -> end(failure));
    }

    private synchronized boolean isRefused() {
        return open && (inFlight > 0 || System.nanoTime() - failedNanos < patienceNanos);
    }

    private synchronized boolean begin() {
        if (isRefused()) {
            return false;
        }
        inFlight++;
        return true;
    }

    /** A failure that says nothing of the other data centres leaves the breaker as it is. */
    private synchronized void end(@Nullable Throwable failure) {
        inFlight--;
        if (failure == null) {
            open = false;
        } else if (DriverFailures.isOfDataCenters(failure)) {
            open = true;
            failedNanos = System.nanoTime();
        }
    }

    private static <R> CompletionStage<R> unanswered() {
        return failed(
                Kind.UNAVAILABLE,
                "another data centre doesn't answer at present, which one request at a time finds out");
    }

    private static <R> CompletionStage<R> failed(Kind kind, String message) {
        return CompletableFuture.failedStage(new BackendException(kind, Outcome.NOT_APPLIED, message, null));
    }
}
