package dev.holdall.cassandra;

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
 * Lets this process's transactions on a key follow each other. Cassandra lets any number of them meet, but where they do,
 * some end without telling whether they were applied. Thread-safe; nothing blocks.
 */
final class Turns {

    private static final int LONGEST_LINE = 256;

    private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();

    /** Runs a request when those on the key that came before it have ended, unless its deadline has passed by then. */
    <R> CompletionStage<R> take(String key, Deadline deadline, Supplier<CompletionStage<R>> request) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<Void> before = join(key, ended);
        return before.thenCompose(turn -> deadline.hasPassed()
                        ? failed(Kind.TIMEOUT, "others on this key took all the time")
                        : request.get())
                .whenComplete((answer, failure) -> {
                    leave(key);
                    ended.complete(null);
                });
    }

    /** Where to wait. */
    private CompletableFuture<Void> join(String key, CompletableFuture<Void> ended) {
        CompletableFuture<CompletableFuture<Void>> before = new CompletableFuture<>();
        lines.compute(key, (same, there) -> {
            Line line = there == null ? new Line() : there;
            before.complete(line.length < LONGEST_LINE ? line.last : tooLong());
            if (line.length < LONGEST_LINE) {
                line.last = ended;
            }
            line.length++;
            return line;
        });
        return Objects.requireNonNull(before.join());
    }

    private void leave(String key) {
        lines.computeIfPresent(key, (same, line) -> --line.length == 0 ? null : line);
    }

    private static CompletableFuture<Void> tooLong() {
        return failed(Kind.OVERLOADED, "too many conditional writes of this process wait for one key");
    }

    private static <R> CompletableFuture<R> failed(Kind kind, String message) {
        return CompletableFuture.failedFuture(new BackendException(kind, Outcome.NOT_APPLIED, message, null));
    }

    /** Who waits on a key; guarded by the map. */
    private static final class Line {

        private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        private int length;
    }
}
