package dev.holdall.cassandra;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Bounds how many requests wait for every data centre at once.
 *
 * <p>Each that another data centre doesn't answer takes a thread of the local node for all of Cassandra's own timeout, and
 * a node has no more than a hundred or so: without a bound, some hundred logouts while another data centre is unreachable
 * stop all reads and writes of the local one. So the window begins small, grows with each answer while it is full, as a
 * congestion window does. After a failure it is closed for a while, and then is a single request, until one succeeds: so a
 * bulk call is held up once, not once for each of its keys. Thread-safe; nothing blocks.
 */
final class EveryDcWindow {

    static final int FIRST_SIZE = 4;
    private static final int MOST = 256;

    private final long patienceNanos;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int size = FIRST_SIZE;
    private int underWay;
    private long failedNanos;

    /** A request that waits for room. */
    private record Waiting(CompletableFuture<Void> entered, long start) {}

    /** A window for requests that, with their wait for it, may take so long. */
    EveryDcWindow(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Sends a request when there is room, or refuses it where other data centres don't answer at present.
     *
     * @param request is given the time that is left for it
     */
    <R> CompletionStage<R> send(Function<Duration, CompletionStage<R>> request) {
        long start = System.nanoTime();
        return enter(start)
                .thenCompose(entered -> request.apply(left(start)).whenComplete((answer, failure) -> {
                    if (failure == null) {
                        answered();
                    } else {
                        failed();
                    }
                }));
    }

    private Duration left(long start) {
        return Duration.ofNanos(Math.max(1, patienceNanos - (System.nanoTime() - start)));
    }

    private synchronized CompletableFuture<Void> enter(long start) {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        if (size == 1 && (underWay > 0 || System.nanoTime() - failedNanos < patienceNanos)) {
            entered.completeExceptionally(unanswered());
        } else if (underWay < size) {
            underWay++;
            entered.complete(null);
        } else {
            waiting.add(new Waiting(entered, start));
        }
        return entered;
    }

    private void answered() {
        List<Waiting> entering = new ArrayList<>();
        List<Waiting> late = new ArrayList<>();
        admit(entering, late);
        entering.forEach(each -> each.entered.complete(null));
        late.forEach(
                each -> each.entered.completeExceptionally(refusal("too many requests wait for every data centre")));
    }

    /** Who has waited too long to be answered would only look as if another data centre didn't answer. */
    private synchronized void admit(List<Waiting> entering, List<Waiting> late) {
        resize(true, underWay == size);
        underWay--;
        while (!waiting.isEmpty() && underWay < size) {
            Waiting next = waiting.remove();
            if (System.nanoTime() - next.start > patienceNanos / 2) {
                late.add(next);
            } else {
                entering.add(next);
                underWay++;
            }
        }
        shrinkIfIdle();
    }

    private void failed() {
        giveUp().forEach(each -> each.entered.completeExceptionally(unanswered()));
    }

    /** All who wait. */
    private synchronized List<Waiting> giveUp() {
        resize(false, false);
        underWay--;
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        shrinkIfIdle();
        return all;
    }

    private void shrinkIfIdle() {
        if (underWay == 0) {
            size = Math.min(size, FIRST_SIZE);
        }
    }

    private void resize(boolean success, boolean full) {
        if (!success) {
            size = 1;
            failedNanos = System.nanoTime();
        } else if (size == 1) {
            size = FIRST_SIZE;
        } else if (full && size < MOST) {
            size++;
        }
    }

    private static BackendException unanswered() {
        return refusal("another data centre doesn't answer at present, which one request at a time finds out");
    }

    private static BackendException refusal(String message) {
        return new BackendException(Kind.UNAVAILABLE, Outcome.NOT_APPLIED, message, null);
    }
}
