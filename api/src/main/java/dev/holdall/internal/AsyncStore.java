package dev.holdall.internal;

import dev.holdall.AsyncSessionStore;
import dev.holdall.Entry;
import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.Version;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The asynchronous face: hands the answers of the core on, and a failure instead once the deadline has passed. */
final class AsyncStore implements AsyncSessionStore {

    private final Core core;
    private final Executor executor;
    private final Failures failures;
    private final Deadlines deadlines;

    /**
     * A face of a store.
     *
     * @param executor runs callers' functions
     */
    AsyncStore(Core core, Executor executor) {
        this.core = core;
        this.executor = executor;
        this.failures = new Failures(core.settings());
        this.deadlines = new Deadlines(core.settings().requestTimeout());
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(String key, Read read) {
        return bounded(core.get(key, read));
    }

    @Override
    public CompletionStage<Optional<Entry>> getEntry(String key, Read read) {
        return bounded(core.getEntry(key, read));
    }

    @Override
    public CompletionStage<Version> set(String key, byte[] value, Ttl ttl) {
        return bounded(core.set(key, value, ttl));
    }

    @Override
    public CompletionStage<Void> update(String key, Version seen, byte[] value, Ttl ttl) {
        return bounded(core.update(key, seen, value, ttl));
    }

    @Override
    public CompletionStage<Boolean> add(String key, byte[] value, Ttl ttl) {
        return bounded(core.add(key, value, ttl));
    }

    @Override
    public CompletionStage<Boolean> compareAndSet(String key, Version seen, byte[] value, Ttl ttl) {
        return bounded(core.compareAndSet(key, seen, value, ttl));
    }

    @Override
    public CompletionStage<Optional<Entry>> merge(
            String key, Function<Optional<Entry>, Optional<byte[]>> function, Ttl ttl) {
        return bounded(core.merge(key, function, ttl, executor));
    }

    @Override
    public CompletionStage<byte[]> getOrCompute(String key, Ttl ttl, Supplier<byte[]> supplier) {
        return bounded(core.getOrCompute(key, ttl, supplier, executor));
    }

    @Override
    public CompletionStage<Boolean> changeTTL(String key, Ttl ttl) {
        return bounded(core.changeTtl(key, ttl));
    }

    @Override
    public CompletionStage<Reach> delete(String key) {
        return bounded(core.delete(key));
    }

    @Override
    public CompletionStage<Reach> revoke(String key) {
        return bounded(core.revoke(key));
    }

    @Override
    public CompletionStage<Long> increment(String key, long delta, long initial, Ttl ttl) {
        return bounded(core.increment(key, delta, initial, ttl));
    }

    @Override
    public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
        return bounded(core.getAll(keys));
    }

    @Override
    public CompletionStage<Map<String, Version>> setAll(Map<String, byte[]> values, Ttl ttl) {
        return bounded(core.setAll(values, ttl));
    }

    @Override
    public CompletionStage<Map<String, Reach>> deleteAll(Collection<String> keys) {
        return bounded(core.deleteAll(keys));
    }

    @Override
    public CompletionStage<Map<String, Boolean>> changeTTLAll(Collection<String> keys, Ttl ttl) {
        return bounded(core.changeTtlAll(keys, ttl));
    }

    @Override
    public Traits traits() {
        return core.traits();
    }

    @Override
    public void close() {
        core.close();
    }

    @Override
    public String toString() {
        return "AsyncSessionStore[" + core.settings().name() + "/"
                + core.settings().backend() + "]";
    }

    /** The answer as it is if it is there already, else one that ends at the deadline. */
    private <T> CompletionStage<T> bounded(Call<T> call) {
        CompletableFuture<T> answer = call.answer();
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            return answer;
        }
        CompletableFuture<T> bounded = new CompletableFuture<>();
        Deadlines.Deadline deadline = answer.isDone() ? null : deadlines.begin(() -> expire(call, bounded));
        CompletionStage<T> stage = answer;
        stage.whenComplete((value, failure) -> {
            if (deadline != null) {
                deadline.callOff();
            }
            pass(call, bounded, value, failure);
        });
        return bounded;
    }

    private <T> void expire(Call<T> call, CompletableFuture<T> bounded) {
        Outcome outcome = call.abandon().get();
        if (!call.answer().isDone()) {
            bounded.completeExceptionally(failures.timedOut(call, outcome));
        }
    }

    private <T> void pass(Call<T> call, CompletableFuture<T> bounded, @Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            bounded.complete(value);
        } else {
            bounded.completeExceptionally(failures.translate(call, failure));
        }
    }
}
