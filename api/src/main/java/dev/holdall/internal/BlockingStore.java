package dev.holdall.internal;

import dev.holdall.AsyncSessionStore;
import dev.holdall.Entry;
import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.Version;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The blocking face: waits for the answers of the core, no longer than the deadline. */
final class BlockingStore implements SessionStore {

    private final Core core;
    private final AsyncSessionStore async;
    private final Failures failures;

    BlockingStore(Core core, AsyncSessionStore async) {
        this.core = core;
        this.async = async;
        this.failures = new Failures(core.settings());
    }

    @Override
    public Optional<byte[]> get(String key, Read read) {
        return await(core().get(key, read), null);
    }

    @Override
    public Optional<Entry> getEntry(String key, Read read) {
        return await(core().getEntry(key, read), null);
    }

    @Override
    public Version set(String key, byte[] value, Ttl ttl) {
        return await(core().set(key, value, ttl), null);
    }

    @Override
    public void update(String key, Version seen, byte[] value, Ttl ttl) {
        await(core().update(key, seen, value, ttl), null);
    }

    @Override
    public boolean add(String key, byte[] value, Ttl ttl) {
        return await(core().add(key, value, ttl), null);
    }

    @Override
    public boolean compareAndSet(String key, Version seen, byte[] value, Ttl ttl) {
        return await(core().compareAndSet(key, seen, value, ttl), null);
    }

    @Override
    public Optional<Entry> merge(String key, Function<Optional<Entry>, Optional<byte[]>> function, Ttl ttl) {
        CallerThread here = new CallerThread();
        return await(core().merge(key, function, ttl, here), here);
    }

    @Override
    public byte[] getOrCompute(String key, Ttl ttl, Supplier<byte[]> supplier) {
        CallerThread here = new CallerThread();
        return await(core().getOrCompute(key, ttl, supplier, here), here);
    }

    @Override
    public boolean changeTTL(String key, Ttl ttl) {
        return await(core().changeTtl(key, ttl), null);
    }

    @Override
    public Reach delete(String key) {
        return await(core().delete(key), null);
    }

    @Override
    public Reach revoke(String key) {
        return await(core().revoke(key), null);
    }

    @Override
    public long increment(String key, long delta, long initial, Ttl ttl) {
        return await(core().increment(key, delta, initial, ttl), null);
    }

    @Override
    public Map<String, byte[]> getAll(Collection<String> keys) {
        return await(core().getAll(keys), null);
    }

    @Override
    public Map<String, Version> setAll(Map<String, byte[]> values, Ttl ttl) {
        return await(core().setAll(values, ttl), null);
    }

    @Override
    public Map<String, Reach> deleteAll(Collection<String> keys) {
        return await(core().deleteAll(keys), null);
    }

    @Override
    public Map<String, Boolean> changeTTLAll(Collection<String> keys, Ttl ttl) {
        return await(core().changeTtlAll(keys, ttl), null);
    }

    @Override
    public Traits traits() {
        return core.traits();
    }

    @Override
    public AsyncSessionStore async() {
        return async;
    }

    @Override
    public void close() {
        core.close();
    }

    @Override
    public String toString() {
        return "SessionStore[" + core.settings().name() + "/" + core.settings().backend() + "]";
    }

    /** The answer; waits for it at most until the deadline, and meanwhile runs what it needs on this thread. */
    private <T> T await(Call<T> call, @Nullable CallerThread here) {
        CompletableFuture<T> answer = call.answer();
        try {
            if (!answer.isDone()) {
                waitFor(answer, here);
            }
            return answer.get();
        } catch (TimeoutException e) {
            return expired(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(call, call.abandon().get());
        } catch (ExecutionException | CancellationException e) {
            throw sneaky(failures.translate(call, e));
        }
    }

    private void waitFor(CompletableFuture<?> answer, @Nullable CallerThread here)
            throws InterruptedException, TimeoutException, ExecutionException {
        if (here == null) {
            answer.get(core.settings().requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } else {
            here.runUntilDone(answer, core.settings().requestTimeout());
        }
    }

    private <T> T expired(Call<T> call) {
        Outcome outcome = call.abandon().get();
        if (call.answer().isDone()) {
            return await(call, null);
        }
        throw failures.timedOut(call, outcome);
    }

    /** The core, unless this thread would have to answer itself; asked before anything is sent. */
    private Core core() {
        if (core.completesOn(Thread.currentThread())) {
            throw new IllegalStateException("this thread completes the answers of the store "
                    + core.settings().name() + ": waiting on it would never end; use async(), or another thread");
        }
        return core;
    }

    /** Makes the compiler accept the throwing of what a caller's own function has thrown, as it was. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
