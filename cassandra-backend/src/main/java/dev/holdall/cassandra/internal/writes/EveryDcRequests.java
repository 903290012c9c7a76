package dev.holdall.cassandra.internal.writes;

import dev.holdall.Outcome;
import dev.holdall.cassandra.internal.requests.Bulkhead;
import dev.holdall.cassandra.internal.requests.CircuitBreaker;
import dev.holdall.cassandra.internal.requests.DriverFailures;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Sends the requests that wait for every data centre, through a bulkhead and a circuit breaker.
 *
 * <p>A request that another data centre doesn't answer holds a thread of the local node for all of Cassandra's own
 * timeout, and a node has 128 such threads by default. Without the bulkhead, some hundred logouts while another data
 * centre is unreachable would stop all reads and writes of the local one. Without the circuit breaker, a bulk call
 * would be held up once for each of its keys, and not once. Thread-safe; nothing blocks.
 */
public final class EveryDcRequests {

    /** How many requests are in flight at most: half of a node's threads by default. */
    public static final int SIZE = 64;

    private static final String OVERLOAD = "too many requests wait for every data centre";

    private final long leastNanos;
    private final Bulkhead bulkhead = new Bulkhead(SIZE, Integer.MAX_VALUE, OVERLOAD);
    private final CircuitBreaker breaker;

    /**
     * Requests that are sent until one fails.
     *
     * @param patience how long requests are refused after a failure, and how long one may take with its wait in the
     *     bulkhead
     */
    EveryDcRequests(Duration patience) {
        this.leastNanos = patience.toNanos() / 4;
        this.breaker = new CircuitBreaker(patience, DriverFailures::isOfDataCenters);
    }

    /**
     * Sends a request as soon as the bulkhead has room, or refuses it where other data centres don't answer at present.
     */
    <R> CompletionStage<R> send(Deadline deadline, Supplier<CompletionStage<R>> request) {
        return breaker.refuses() ? unanswered() : bulkhead.send(deadline, () -> sendNow(deadline, request));
    }

    private <R> CompletionStage<R> sendNow(Deadline deadline, Supplier<CompletionStage<R>> request) {
        if (deadline.remainingNanos() < leastNanos) {
            // A request with so little time left would fail as if another data centre didn't answer, and open the
            // breaker.
            return failed(Kind.OVERLOADED, OVERLOAD);
        }
        if (!breaker.begin()) {
            return unanswered();
        }
        return CompletableFuture.<Void>completedStage(null)
                .thenCompose(now -> request.get())
                .whenComplete((answer, failure) -> breaker.end(failure));
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
