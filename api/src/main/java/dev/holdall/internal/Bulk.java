package dev.holdall.internal;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bulk call: its keys go to the backend in batches, the next as soon as enough of the earlier keys are answered, so that
 * one that hangs holds up no others. What becomes of each key is collected. Thread-safe; nothing of the caller's or the
 * backend's runs under its lock.
 *
 * @param <A> what the backend answers for a key
 * @param <R> what the caller gets for it
 */
final class Bulk<A, R> {

    /** How many requests of one call are under way at once, at most. */
    static final int MOST_UNDER_WAY = 256;

    private static final int BATCH = 64;

    private final Map<String, String> callersKeys;
    private final List<String> admitted;
    private final Function<List<String>, Map<String, CompletionStage<A>>> request;
    private final BiFunction<String, A, R> finish;
    private final CallState state;
    private final CompletableFuture<Map<String, R>> result = new CompletableFuture<>();

    private final Map<String, R> done = new LinkedHashMap<>();
    private final Map<String, Throwable> failures = new LinkedHashMap<>();
    private int begun;
    private int underWay;
    private boolean sending;

    /**
     * A bulk call, not yet begun.
     *
     * @param callersKeys the key that the caller gave, for each that was admitted
     * @param request sends a batch of the keys that were admitted
     * @param finish makes of such a key and what the backend answers what the caller gets
     */
    Bulk(
            Map<String, String> callersKeys,
            CallState state,
            Function<List<String>, Map<String, CompletionStage<A>>> request,
            BiFunction<String, A, R> finish) {
        this.callersKeys = callersKeys;
        this.admitted = new ArrayList<>(callersKeys.keySet());
        this.request = request;
        this.finish = finish;
        this.state = state;
    }

    <T> Call<T> call(Operation operation, Function<Map<String, R>, T> shape) {
        sendWhatFits();
        return new Call<>(operation, null, result.thenApply(shape), () -> abandon(operation));
    }

    /** One thread sends at a time, in a loop, so that answers that are there at once don't nest. */
    private void sendWhatFits() {
        for (List<String> batch = nextBatch(true); !batch.isEmpty(); batch = nextBatch(false)) {
            Map<String, CompletionStage<A>> answers = send(batch);
            batch.forEach(key -> collect(key, answers.get(key)));
        }
        completeIfAnswered();
    }

    private synchronized List<String> nextBatch(boolean entering) {
        if (entering && sending) {
            return List.of();
        }
        int size = Math.min(BATCH, admitted.size() - begun);
        sending = size > 0 && underWay + size <= MOST_UNDER_WAY && state.mayGoOn();
        if (!sending) {
            return List.of();
        }
        begun += size;
        underWay += size;
        return admitted.subList(begun - size, begun);
    }

    private Map<String, CompletionStage<A>> send(List<String> keys) {
        try {
            return Objects.requireNonNull(request.apply(keys), "the backend returned no stages");
        } catch (RuntimeException | Error e) {
            Map<String, CompletionStage<A>> answers = new LinkedHashMap<>();
            keys.forEach(key -> answers.put(key, CompletableFuture.failedStage(e)));
            return answers;
        }
    }

    private void collect(String key, @Nullable CompletionStage<A> answer) {
        CompletionStage<A> there = answer == null
                ? CompletableFuture.failedStage(new NullPointerException("the backend returned no stage"))
                : answer;
        there.thenApply(found -> finish.apply(key, found)).whenComplete((value, failure) -> {
            answered(key, value, failure);
            sendWhatFits();
        });
    }

    private synchronized void answered(String key, @Nullable R value, @Nullable Throwable failure) {
        underWay--;
        String callersKey = callersKey(key);
        if (failure != null || value == null) {
            failures.putIfAbsent(callersKey, failure == null ? new NullPointerException("no answer") : failure);
        } else if (!failures.containsKey(callersKey)) {
            done.put(callersKey, value);
        }
    }

    private void completeIfAnswered() {
        if (!result.isDone() && isOver()) {
            complete();
        }
    }

    private synchronized boolean isOver() {
        if (underWay == 0 && begun < admitted.size() && !state.mayGoOn()) {
            admitted.subList(begun, admitted.size())
                    .forEach(key -> failures.putIfAbsent(callersKey(key), CallState.givenUp()));
        }
        return done.size() + failures.size() == admitted.size();
    }

    private void complete() {
        Outcomes<R> outcomes = outcomes();
        if (outcomes.failures().isEmpty()) {
            result.complete(outcomes.done());
        } else {
            result.completeExceptionally(
                    new BulkFailure(new LinkedHashSet<>(outcomes.done().keySet()), outcomes.failures()));
        }
    }

    /** What has become of the keys, in the order of the call. */
    private record Outcomes<R>(Map<String, R> done, Map<String, Throwable> failures) {}

    private synchronized Outcomes<R> outcomes() {
        Map<String, R> doneInOrder = new LinkedHashMap<>();
        Map<String, Throwable> failuresInOrder = new LinkedHashMap<>();
        for (String key : callersKeys.values()) {
            R value = done.get(key);
            if (value == null) {
                failuresInOrder.put(key, Objects.requireNonNull(failures.get(key)));
            } else {
                doneInOrder.put(key, value);
            }
        }
        return new Outcomes<>(doneInOrder, failuresInOrder);
    }

    /** Ends the call with what is known by now: the keys without an answer have failed. */
    private Outcome abandon(Operation operation) {
        state.abandon();
        failTheRest(operation);
        complete();
        return operation.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }

    private synchronized void failTheRest(Operation operation) {
        Throwable begunOnes = CallState.unanswered(operation.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
        Throwable theOthers = CallState.unanswered(Outcome.NOT_APPLIED);
        for (int i = 0; i < admitted.size(); i++) {
            String key = callersKey(admitted.get(i));
            if (!done.containsKey(key)) {
                failures.putIfAbsent(key, i < begun ? begunOnes : theOthers);
            }
        }
    }

    private String callersKey(String admittedKey) {
        return Objects.requireNonNull(callersKeys.get(admittedKey));
    }
}
