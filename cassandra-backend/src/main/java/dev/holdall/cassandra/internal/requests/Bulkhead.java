package dev.holdall.cassandra.internal.requests;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Deadline;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bulkhead: bounds how many requests are in flight at once. Further requests wait in a queue, in the order in which
 * they came. A request whose deadline has passed in the queue is not sent. Requests in flight end by their deadlines,
 * so the queue needs no timer. Thread-safe; nothing blocks. A request that fails at once does so in a loop and not in a
 * nested call, so that thousands of them don't overflow the stack.
 */
public final class Bulkhead {

    private final int size;
    private final int mostWaiting;
    private final String overload;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int inFlight;

    /** Whether a thread is sending requests from the queue. Only one thread does so at a time. */
    private boolean sending;

    private record Waiting(Deadline deadline, CompletableFuture<Void> permit) {}

    /**
     * Makes a bulkhead.
     *
     * @param size how many requests are in flight at most
     * @param mostWaiting how many requests wait in the queue at most; further ones are refused
     * @param overload the message of the failure that a refused request gets
     */
    public Bulkhead(int size, int mostWaiting, String overload) {
        this.size = size;
        this.mostWaiting = mostWaiting;
        this.overload = overload;
    }

    /**
     * Sends a request, either at once or when the requests before it have made room. If the request throws, the stage
     * fails with what it threw.
     */
    public <R> CompletionStage<R> send(Deadline deadline, Supplier<CompletionStage<R>> request) {
        CompletableFuture<Void> permit = new CompletableFuture<>();
        synchronized (this) {
            if (inFlight == size || !waiting.isEmpty()) {
                return waiting.size() < mostWaiting && waiting.add(new Waiting(deadline, permit))
                        ? permit.thenCompose(permitted -> begin(request))
                        : CompletableFuture.failedStage(
                                new BackendException(Kind.OVERLOADED, Outcome.NOT_APPLIED, overload, null));
            }
            inFlight++;
        }
        return begin(request);
    }

    private <R> CompletionStage<R> begin(Supplier<CompletionStage<R>> request) {
        CompletionStage<R> answer;
        try {
            answer = request.get();
        } catch (RuntimeException | Error e) {
            leave();
            return CompletableFuture.failedStage(e);
        }
        return answer.whenComplete((found, failure) -> leave());
    }

    private void leave() {
        synchronized (this) {
            inFlight--;
            if (sending || waiting.isEmpty()) {
                return;
            }
            sending = true;
        }
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    /**
     * Takes the next request from the queue if there is room for it.
     *
     * @return sends the request, or fails it if its deadline has passed; null if there is no room or no request
     */
    private synchronized @Nullable Runnable next() {
        Waiting next = inFlight < size ? waiting.poll() : null;
        sending = next != null;
        if (next == null) {
            return null;
        }
        if (next.deadline.hasPassed()) {
            return () -> next.permit.completeExceptionally(Deadline.notBegun());
        }
        inFlight++;
        return () -> next.permit.complete(null);
    }
}
