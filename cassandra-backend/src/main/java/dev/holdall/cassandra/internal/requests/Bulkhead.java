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
 * Bounds how many requests are in flight at once. Others wait for their turn, in the order in which they came, and are
 * not sent if their deadline has passed by then. Requests in flight end by their deadlines, so those that wait need no
 * timer. Thread-safe; nothing blocks, and a request that fails at once doesn't nest in the one before it.
 */
public final class Bulkhead {

    private final int size;
    private final int mostWaiting;
    private final String overload;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int inFlight;

    /** Whether a thread sends those whose turn has come. Then no other one does. */
    private boolean sending;

    private record Waiting(Deadline deadline, CompletableFuture<Void> turn) {}

    /**
     * A bulkhead.
     *
     * @param size how many requests are in flight at most
     * @param mostWaiting how many wait at most; more are refused
     * @param overload says so, as the message of the failure
     */
    public Bulkhead(int size, int mostWaiting, String overload) {
        this.size = size;
        this.mostWaiting = mostWaiting;
        this.overload = overload;
    }

    /** Sends a request, now or when its turn has come. What the request throws is in the answer. */
    public <R> CompletionStage<R> send(Deadline deadline, Supplier<CompletionStage<R>> request) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (this) {
            if (inFlight == size || !waiting.isEmpty()) {
                return waiting.size() < mostWaiting && waiting.add(new Waiting(deadline, turn))
                        ? turn.thenCompose(now -> begin(request))
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

    /** Sends the next whose turn has come, or fails it if its deadline has passed; null if there is none. */
    private synchronized @Nullable Runnable next() {
        Waiting next = inFlight < size ? waiting.poll() : null;
        sending = next != null;
        if (next == null) {
            return null;
        }
        if (next.deadline.hasPassed()) {
            return () -> next.turn.completeExceptionally(Deadline.notBegun());
        }
        inFlight++;
        return () -> next.turn.complete(null);
    }
}
