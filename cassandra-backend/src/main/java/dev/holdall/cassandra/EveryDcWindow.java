package dev.holdall.cassandra;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many requests wait for every data centre at once.
 *
 * <p>Each that another data centre doesn't answer takes a thread of the local node for all of Cassandra's own timeout, and
 * a node has 128 of them, unless configured: without a bound, some hundred logouts while another data centre is unreachable
 * stop all reads and writes of the local one. After such a failure the window is closed for a while, and then is a single
 * request, until one succeeds: so a bulk call is held up once, not once for each of its keys. Thread-safe; nothing blocks.
 */
final class EveryDcWindow {

    static final int SIZE = 64;

    private final long patienceNanos;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    /** Those that there is room for, until they are let in. */
    private final Queue<Waiting> entering = new ArrayDeque<>();

    private boolean lettingIn;
    private int size = SIZE;
    private int underWay;
    private long failedNanos;

    /** A request that waits for room. */
    private record Waiting(CompletableFuture<Void> entered, Deadline deadline) {}

    /**
     * A window for requests that, with their wait for it, may take so long.
     *
     * @param patience after a failure the window stays closed for as long
     */
    EveryDcWindow(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /** Sends a request when there is room, or refuses it where other data centres don't answer at present. */
    <R> CompletionStage<R> send(Deadline deadline, Supplier<CompletionStage<R>> request) {
        // What the request throws is a failure of the second stage, so that it leaves its place.
        return enter(deadline)
                .thenCompose(entered -> CompletableFuture.<Void>completedStage(null)
                        .thenCompose(now -> request.get())
                        .whenComplete((answer, failure) -> end(failure)));
    }

    private synchronized CompletableFuture<Void> enter(Deadline deadline) {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        if (size == 1 && (underWay > 0 || System.nanoTime() - failedNanos < patienceNanos)) {
            entered.completeExceptionally(unanswered());
        } else if (underWay < size) {
            underWay++;
            entered.complete(null);
        } else {
            waiting.add(new Waiting(entered, deadline));
        }
        return entered;
    }

    /** A failure that says nothing of the other data centres leaves the window as it is. */
    private void end(@Nullable Throwable failure) {
        if (failure != null && DriverFailures.isOfDataCenters(failure)) {
            close().forEach(each -> each.entered.completeExceptionally(unanswered()));
            return;
        }
        leave(failure == null)
                .forEach(late ->
                        late.entered.completeExceptionally(refusal("too many requests wait for every data centre")));
        letIn();
    }

    /** One after the other: a request that fails at once ends in here again, and leaves the rest to the outermost. */
    private void letIn() {
        for (Waiting next = nextToLetIn(); next != null; next = nextToLetIn()) {
            next.entered.complete(null);
            isLettingIn(false);
        }
    }

    private synchronized @Nullable Waiting nextToLetIn() {
        Waiting next = lettingIn ? null : entering.poll();
        lettingIn |= next != null;
        return next;
    }

    private synchronized void isLettingIn(boolean now) {
        lettingIn = now;
    }

    /** Tells who came too late: with little time left they would only look as if another data centre didn't answer. */
    private synchronized List<Waiting> leave(boolean answered) {
        List<Waiting> late = new ArrayList<>();
        underWay--;
        if (answered) {
            size = SIZE;
        }
        while (!waiting.isEmpty() && underWay < size) {
            Waiting next = waiting.remove();
            if (next.deadline.remainingNanos() < patienceNanos / 4) {
                late.add(next);
            } else {
                entering.add(next);
                underWay++;
            }
        }
        return late;
    }

    /** Gives all up who wait. */
    private synchronized List<Waiting> close() {
        underWay--;
        size = 1;
        failedNanos = System.nanoTime();
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private static BackendException unanswered() {
        return refusal("another data centre doesn't answer at present, which one request at a time finds out");
    }

    private static BackendException refusal(String message) {
        return new BackendException(Kind.UNAVAILABLE, Outcome.NOT_APPLIED, message, null);
    }
}
