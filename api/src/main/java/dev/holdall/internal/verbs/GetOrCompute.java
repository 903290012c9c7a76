package dev.holdall.internal.verbs;

import dev.holdall.NewEntry;
import dev.holdall.Outcome;
import dev.holdall.StoreObserver.Result;
import dev.holdall.internal.dispatch.Replies;
import dev.holdall.internal.dispatch.Steps;
import dev.holdall.internal.dispatch.UserCode;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.WriteResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A {@code getOrCompute} call. It reads a value. If there is none, it calls the caller's supplier, and adds the
 * supplier's result. If another caller has added a value meanwhile, it reads that value.
 */
final class GetOrCompute implements Steps<byte[]> {

    private final StoreParts store;
    private final SessionBackend backend;
    private final String key;
    private final Supplier<NewEntry> supplier;
    private final UserCode userCode;
    private final Deadline deadline;
    private final CallState state;

    GetOrCompute(StoreParts store, String key, Supplier<NewEntry> supplier, UserCode userCode, Deadline deadline) {
        this.store = store;
        this.backend = store.backend();
        this.key = key;
        this.supplier = supplier;
        this.userCode = userCode;
        this.deadline = deadline;
        this.state = new CallState(deadline, store.validation());
    }

    @Override
    public CompletableFuture<Ended<byte[]>> begin() {
        return read().thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedStage(Ended.of(found.get(), Result.OK, found.get().length))
                        : compute())
                .toCompletableFuture();
    }

    @Override
    public Outcome abandon() {
        return state.abandon();
    }

    private CompletionStage<Optional<byte[]>> read() {
        if (!state.mayGoOn()) {
            return CompletableFuture.failedStage(state.givenUp());
        }
        return store.dispatch()
                .step(key, deadline, until -> backend.read(key, ReadOptions.LOCAL, until), Replies.VALUE);
    }

    private CompletionStage<Ended<byte[]>> compute() {
        CompletableFuture<NewEntry> made = new CompletableFuture<>();
        userCode.run(() -> callSupplier(made), made::completeExceptionally);
        return made.thenCompose(this::add);
    }

    private void callSupplier(CompletableFuture<NewEntry> made) {
        if (!state.mayGoOn()) {
            made.completeExceptionally(state.givenUp());
            return;
        }
        NewEntry entry;
        try {
            entry = UserCode.call("the supplier given to getOrCompute", supplier);
        } catch (RuntimeException e) {
            made.completeExceptionally(e);
            return;
        }
        made.complete(entry);
    }

    private CompletionStage<Ended<byte[]>> add(NewEntry made) {
        byte[] value = UserCode.call("the value", () -> store.validation().value(made.value()));
        Lifetime lifetime = UserCode.call("the TTL", () -> store.validation().lifetime(made.ttl()));
        if (!state.beginWrite()) {
            return CompletableFuture.failedStage(state.givenUp());
        }
        return store.dispatch()
                .step(
                        key,
                        deadline,
                        until -> backend.writeIfAbsent(
                                key, value, lifetime, store.clock().next(key), until),
                        Replies.CONDITIONAL)
                .thenCompose(written -> added(value, written));
    }

    /** Returns a copy of the value that the supplier made, or the value that another caller has stored meanwhile. */
    private CompletionStage<Ended<byte[]>> added(byte[] made, WriteResult written) {
        return switch (written.status()) {
            case STORED -> CompletableFuture.completedStage(Ended.of(made.clone(), Result.ABSENT, made.length));
            case REVOKED -> CompletableFuture.completedStage(Ended.of(made.clone(), Result.REVOKED, 0));
            case CONFLICT -> {
                state.writeEnded();
                yield read().thenApply(found -> found.map(value -> Ended.of(value, Result.OK, value.length))
                        .orElseGet(() -> Ended.of(made.clone(), Result.ABSENT, 0)));
            }
        };
    }
}
