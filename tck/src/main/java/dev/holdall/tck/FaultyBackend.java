package dev.holdall.tck;

import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** The backend under test with a fault that can be switched on: what a network and a server can do to any backend. */
final class FaultyBackend implements SessionBackend {

    /** What happens to a request: gets the request, and answers instead of it. */
    interface Fault {
        <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request);
    }

    private final SessionBackend delegate;
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Function<String, Fault> faults = key -> none();

    FaultyBackend(SessionBackend delegate) {
        this.delegate = delegate;
    }

    /** Every request is carried out. */
    static Fault none() {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return request.get();
            }
        };
    }

    /** No request is carried out; each fails. */
    static Fault failing(Supplier<? extends RuntimeException> failure) {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return CompletableFuture.failedStage(failure.get());
            }
        };
    }

    /** No request is carried out; each throws. */
    static Fault throwing(Supplier<? extends RuntimeException> failure) {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                throw failure.get();
            }
        };
    }

    /** Requests are neither carried out nor answered, until {@link #release}: then they are, late. */
    Fault holding() {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                CompletableFuture<R> answer = new CompletableFuture<>();
                held.add(() -> request.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        answer.complete(value);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                }));
                return answer;
            }
        };
    }

    /** From now on this happens to every request. */
    void with(Fault fault) {
        faults = key -> fault;
    }

    /** From now on this happens to the requests for some keys. */
    void withFaultByKey(Function<String, Fault> faultOfKey) {
        faults = faultOfKey;
    }

    /** Carries out and answers what is being held. */
    void release() {
        for (Runnable request = held.poll(); request != null; request = held.poll()) {
            request.run();
        }
    }

    /** How many requests are being held. */
    int heldRequests() {
        return held.size();
    }

    /** How many requests have come so far. */
    int requests() {
        return requests.get();
    }

    private <R> CompletionStage<R> ask(String key, Supplier<CompletionStage<R>> request) {
        requests.incrementAndGet();
        return faults.apply(key).instead(request);
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options) {
        return ask(key, () -> delegate.read(key, options));
    }

    @Override
    public CompletionStage<Version> write(String key, byte[] value, Lifetime lifetime, Version version) {
        return ask(key, () -> delegate.write(key, value, lifetime, version));
    }

    @Override
    public CompletionStage<Void> update(String key, Version seen, byte[] value, Lifetime lifetime) {
        return ask(key, () -> delegate.update(key, seen, value, lifetime));
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(String key, byte[] value, Lifetime lifetime, Version version) {
        return ask(key, () -> delegate.writeIfAbsent(key, value, lifetime, version));
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version) {
        return ask(key, () -> delegate.writeIfUnchanged(key, seen, value, lifetime, version));
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime) {
        return ask(key, () -> delegate.touch(key, lifetime));
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version) {
        return ask(key, () -> delegate.delete(key, version));
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis) {
        return ask(key, () -> delegate.revoke(key, version, horizonMillis));
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version) {
        return ask(key, () -> delegate.increment(key, delta, initial, lifetime, version));
    }

    @Override
    public Traits traits() {
        return delegate.traits();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
