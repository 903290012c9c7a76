package dev.holdall.cassandra.internal.writes;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Deadline;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * An asynchronous mutex for each key: of this process's transactions on one key, only one is in flight at a time, in
 * the order in which they came. Cassandra accepts concurrent transactions on one key, but then some of them end without
 * telling whether they were applied. Thread-safe; nothing blocks.
 */
public final class KeyedMutex {

    private static final int LONGEST_QUEUE = 256;

    private final ConcurrentMap<String, Queue> queues = new ConcurrentHashMap<>();

    /**
     * Runs a request when the requests on the key that came before it have ended. Fails it if its deadline has passed
     * by then.
     */
    public <R> CompletionStage<R> run(String key, Deadline deadline, Supplier<CompletionStage<R>> request) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<Void> before = join(key, ended);
        return before.thenCompose(turn -> deadline.hasPassed()
                        ? failed(
                                Kind.TIMEOUT,
                                "the deadline passed while earlier conditional writes of this process to the key were"
                                        + " in flight")
                        : request.get())
                .whenComplete((answer, failure) -> {
                    leave(key);
                    ended.complete(null);
                });
    }

    /**
     * Joins the queue of a key, and returns the end of the request before this one, which the caller has to wait for.
     */
    private CompletableFuture<Void> join(String key, CompletableFuture<Void> ended) {
        CompletableFuture<CompletableFuture<Void>> before = new CompletableFuture<>();
        queues.compute(key, (same, existing) -> {
            Queue queue = existing == null ? new Queue() : existing;
            before.complete(queue.length < LONGEST_QUEUE ? queue.last : tooLong());
            if (queue.length < LONGEST_QUEUE) {
                queue.last = ended;
            }
            queue.length++;
            return queue;
        });
        return Objects.requireNonNull(before.join());
    }

    private void leave(String key) {
        queues.computeIfPresent(key, (same, queue) -> --queue.length == 0 ? null : queue);
    }

    private static CompletableFuture<Void> tooLong() {
        return failed(Kind.OVERLOADED, "too many conditional writes of this process wait for one key");
    }

    private static <R> CompletableFuture<R> failed(Kind kind, String message) {
        return CompletableFuture.failedFuture(new BackendException(kind, Outcome.NOT_APPLIED, message, null));
    }

    /** The requests on one key that have not ended. Guarded by the atomic operations of the map. */
    private static final class Queue {

        private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        private int length;
    }
}
