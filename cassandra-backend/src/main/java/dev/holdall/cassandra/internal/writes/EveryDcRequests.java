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
 * would wait for the timeout once for each of its keys, instead of only once. Thread-safe; nothing blocks.
 */
public final class EveryDcRequests {

    /** How many requests are in flight at most: half of the threads that a node has by default. */
    public static final int SIZE = 64;

    private static final String OVERLOAD = "too many requests wait for every data centre: " + SIZE
            + " are in flight at most, and this one had too little time left";

    private final long leastNanos;
    private final Bulkhead bulkhead = new Bulkhead(SIZE, Integer.MAX_VALUE, OVERLOAD);
    private final CircuitBreaker breaker;

    /**
     * Makes a sender whose circuit breaker is closed.
     *
     * @param timeout how long a request may take, with its wait in the bulkhead; requests are refused for the same time
     *     after a failure
     */
    EveryDcRequests(Duration timeout) {
        this.leastNanos = timeout.toNanos() / 4;
        this.breaker = new CircuitBreaker(timeout, DriverFailures::isOfDataCenters);
    }

    /**
     * Sends a request as soon as the bulkhead has room. Refuses the request if the circuit breaker is open because
     * another data centre doesn't answer.
     */
    <R> CompletionStage<R> send(Deadline deadline, Supplier<CompletionStage<R>> request) {
        return breaker.refuses() ? unanswered() : bulkhead.send(deadline, () -> sendNow(deadline, request));
    }

    private <R> CompletionStage<R> sendNow(Deadline deadline, Supplier<CompletionStage<R>> request) {
        if (deadline.remainingNanos() < leastNanos) {
            // A request with so little time left could time out although all data centres answer, and would open the
            // breaker.
            return failed(Kind.OVERLOADED, OVERLOAD);
        }
        if (!breaker.begin()) {
            return unanswered();
        }
        return CompletableFuture.<Void>completedStage(null)
                .thenCompose(permitted -> request.get())
                .whenComplete((answer, failure) -> breaker.end(failure));
    }

    private static <R> CompletionStage<R> unanswered() {
        return failed(
                Kind.UNAVAILABLE,
                "another data centre doesn't answer; requests that wait for it are refused, except one at a time, until"
                        + " one is answered");
    }

    private static <R> CompletionStage<R> failed(Kind kind, String message) {
        return CompletableFuture.failedStage(new BackendException(kind, Outcome.NOT_APPLIED, message, null));
    }
}
