package dev.holdall.internal;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bulk call: chunk after chunk of keys goes to the backend, and what becomes of each key is collected.
 *
 * @param <A> what the backend answers for a key
 * @param <R> what the caller gets for it
 */
final class Bulk<A, R> {

    /** How many requests of one call are under way at once, at most. */
    static final int CHUNK = 256;

    private final Map<String, String> callersKeys = new LinkedHashMap<>();
    private final List<String> admitted;
    private final Function<List<String>, Map<String, CompletionStage<A>>> request;
    private final Function<A, R> finish;
    private final CallState state;
    private final CompletableFuture<Map<String, R>> result = new CompletableFuture<>();
    private final Map<String, R> done = new LinkedHashMap<>();
    private final Map<String, Throwable> failures = new LinkedHashMap<>();
    private volatile int begun;

    /**
     * A bulk call, not yet begun.
     *
     * @throws IllegalArgumentException if a key is out of bounds
     */
    Bulk(
            Collection<String> keys,
            Core core,
            Function<List<String>, Map<String, CompletionStage<A>>> request,
            Function<A, R> finish) {
        core.checkOpen();
        keys.forEach(key -> callersKeys.put(core.admit(key), key));
        this.admitted = new ArrayList<>(callersKeys.keySet());
        this.request = request;
        this.finish = finish;
        this.state = core.newState();
    }

    <T> Call<T> call(Operation operation, Function<Map<String, R>, T> shape) {
        nextChunks();
        return new Call<>(operation, null, result.thenApply(shape), () -> abandon(operation));
    }

    /** Goes on in a loop as long as answers are there at once, so that a long call doesn't nest deeply. */
    private void nextChunks() {
        while (begun < admitted.size() && state.mayGoOn()) {
            CompletableFuture<?> chunk = chunk();
            if (!chunk.isDone()) {
                CompletionStage<?> stage = chunk;
                stage.whenComplete((all, failure) -> nextChunks());
                return;
            }
        }
        admitted.subList(begun, admitted.size()).forEach(key -> failed(key, CallState.givenUp()));
        complete();
    }

    private CompletableFuture<?> chunk() {
        int end = Math.min(begun + CHUNK, admitted.size());
        List<String> keys = admitted.subList(begun, end);
        begun = end;
        Map<String, CompletionStage<A>> answers = send(keys);
        return CompletableFuture.allOf(
                keys.stream().map(key -> collected(key, answers.get(key))).toArray(CompletableFuture<?>[]::new));
    }

    private Map<String, CompletionStage<A>> send(List<String> keys) {
        try {
            return request.apply(keys);
        } catch (RuntimeException e) {
            Map<String, CompletionStage<A>> answers = new LinkedHashMap<>();
            keys.forEach(key -> answers.put(key, CompletableFuture.failedStage(e)));
            return answers;
        }
    }

    private CompletableFuture<?> collected(String key, @Nullable CompletionStage<A> answer) {
        if (answer == null) {
            failed(key, new NullPointerException("the backend returned no stage"));
            return CompletableFuture.completedFuture(null);
        }
        return answer.thenApply(finish)
                .handle((value, failure) -> {
                    if (failure == null) {
                        succeeded(key, value);
                    } else {
                        failed(key, failure);
                    }
                    return null;
                })
                .toCompletableFuture();
    }

    private synchronized void succeeded(String key, R value) {
        done.put(callersKey(key), value);
    }

    private synchronized void failed(String key, Throwable failure) {
        failures.putIfAbsent(callersKey(key), failure);
    }

    private synchronized void complete() {
        if (!failures.isEmpty()) {
            done.keySet().removeAll(failures.keySet());
            result.completeExceptionally(
                    new BulkFailure(new LinkedHashSet<>(done.keySet()), new LinkedHashMap<>(failures)));
            return;
        }
        Map<String, R> inOrder = new LinkedHashMap<>();
        callersKeys.values().forEach(key -> inOrder.put(key, Objects.requireNonNull(done.get(key))));
        result.complete(inOrder);
    }

    /** Ends the call with what is known by now: the keys without an answer have failed. */
    private synchronized Outcome abandon(Operation operation) {
        state.abandon();
        for (int i = 0; i < admitted.size(); i++) {
            String key = callersKey(admitted.get(i));
            if (!done.containsKey(key)) {
                failures.putIfAbsent(key, unanswered(operation.writes() && i < begun));
            }
        }
        complete();
        return operation.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }

    private static BackendException unanswered(boolean mayBeApplied) {
        return CallState.unanswered(mayBeApplied ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
    }

    private String callersKey(String admittedKey) {
        return Objects.requireNonNull(callersKeys.get(admittedKey));
    }
}
