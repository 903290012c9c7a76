package dev.holdall.tck.internal.bench;

import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The backend under test with a fault that can be switched on: what a network and a server can do to any backend. A
 * bulk request is one request a key, unless it has a fault of its own. Thread-safe.
 */
public final class FaultyBackend implements SessionBackend {

    /** What happens to a request: gets the request, and answers instead of it. */
    public interface Fault {
        <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request);
    }

    /** Which fault a request meets. */
    private interface Faults {
        Fault of(String key, boolean writes);
    }

    private final SessionBackend delegate;
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final Semaphore everHeld = new Semaphore(0);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Faults faults = (key, writes) -> none();
    private volatile Fault bulkFault = none();

    FaultyBackend(SessionBackend delegate) {
        this.delegate = delegate;
    }

    /** Every request is carried out. */
    public static Fault none() {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return request.get();
            }
        };
    }

    /** Every request is carried out, and answered by another thread. */
    public static Fault answeringOn(Executor executor) {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return CompletableFuture.runAsync(() -> {}, executor).thenCompose(done -> request.get());
            }
        };
    }

    /** No request is carried out; each fails. */
    public static Fault failing(Supplier<? extends RuntimeException> failure) {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return CompletableFuture.failedFuture(failure.get());
            }
        };
    }

    /** No request is carried out; each fails some time later, on another thread. */
    public static Fault failingOn(Executor executor, Supplier<? extends RuntimeException> failure) {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return CompletableFuture.supplyAsync(
                        () -> {
                            throw failure.get();
                        },
                        executor);
            }
        };
    }

    /** No request is carried out; each throws. */
    public static Fault throwing(Supplier<? extends RuntimeException> failure) {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                throw failure.get();
            }
        };
    }

    /** No request is carried out; each is answered with this, which need not be what was asked for. */
    public static Fault answering(@Nullable Object answer) {
        return new Fault() {
            @Override
            @SuppressWarnings({"unchecked", "NullAway"}) // A broken backend's answer is of any type, and of none.
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return CompletableFuture.completedStage((R) answer);
            }
        };
    }

    /** No request is carried out, and there is no stage for the answer. */
    public static Fault withoutStage() {
        return new Fault() {
            @Override
            @SuppressWarnings("NullAway") // That is the fault.
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return null;
            }
        };
    }

    /** Requests are neither carried out nor answered, until {@link #release}: then they are, late. */
    public Fault holding() {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                CompletableFuture<Boolean> released = new CompletableFuture<>();
                CompletionStage<R> answer = released.thenCompose(done -> request.get());
                held.add(() -> released.complete(true));
                everHeld.release();
                return answer;
            }
        };
    }

    /** From now on this happens to every request. */
    public void with(Fault fault) {
        faults = (key, writes) -> fault;
    }

    /** From now on this happens to the requests that can change something; the others are carried out. */
    public void withFaultOfWrites(Fault fault) {
        withFaults(none(), fault);
    }

    /** From now on this happens to the requests that can't change anything, and that to those that can. */
    public void withFaults(Fault ofReads, Fault ofWrites) {
        faults = (key, writes) -> writes ? ofWrites : ofReads;
    }

    /** From now on this happens to the requests for some keys. */
    public void withFaultOfKeys(Set<String> keys, Fault fault) {
        faults = (key, writes) -> keys.contains(key) ? fault : none();
    }

    /** From now on this happens to every bulk request as a whole: it throws, or returns no stages at all. */
    public void withFaultOfBulkRequests(Fault fault) {
        bulkFault = fault;
    }

    /** Carries out and answers what is being held. */
    public void release() {
        for (Runnable request = held.poll(); request != null; request = held.poll()) {
            request.run();
        }
    }

    /** Returns when so many more requests have come to be held. */
    public void awaitHeld(int count) {
        try {
            if (!everHeld.tryAcquire(count, TestTime.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the store has not sent " + count + " requests to its backend");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for the store's requests", e);
        }
    }

    /** Returns when so many requests have come in all. */
    public void awaitRequests(int count) {
        long end = System.nanoTime() + TestTime.PATIENCE.toNanos();
        while (requests() < count) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the store has not sent " + count + " requests to its backend");
            }
            Thread.onSpinWait();
        }
    }

    /** How many requests are being held. */
    int heldRequests() {
        return held.size();
    }

    /** How many requests have come so far. */
    public int requests() {
        return requests.get();
    }

    private <R> CompletionStage<R> read(String key, Supplier<CompletionStage<R>> request) {
        requests.incrementAndGet();
        return faults.of(key, false).instead(request);
    }

    private <R> CompletionStage<R> write(String key, Supplier<CompletionStage<R>> request) {
        requests.incrementAndGet();
        return faults.of(key, true).instead(request);
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        return read(key, () -> delegate.read(key, options, deadline));
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return write(key, () -> delegate.write(key, value, lifetime, version, deadline));
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        return write(key, () -> delegate.update(key, seen, value, lifetime, deadline));
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return write(key, () -> delegate.writeIfAbsent(key, value, lifetime, version, deadline));
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return write(key, () -> delegate.writeIfUnchanged(key, seen, value, lifetime, version, deadline));
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return write(key, () -> delegate.touch(key, lifetime, deadline));
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return write(key, () -> delegate.delete(key, version, deadline));
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return write(key, () -> delegate.revoke(key, version, horizonMillis, deadline));
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        return write(key, () -> delegate.increment(key, delta, initial, lifetime, version, deadline));
    }

    @Override
    public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
            Collection<String> keys, ReadOptions options, Deadline deadline) {
        count(keys);
        return bulk(() -> SessionBackend.super.readAll(keys, options, deadline));
    }

    @Override
    public Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
        count(values.keySet());
        return bulk(() -> SessionBackend.super.writeAll(values, lifetime, version, deadline));
    }

    @Override
    public Map<String, CompletionStage<Optional<Version>>> touchAll(
            Collection<String> keys, Lifetime lifetime, Deadline deadline) {
        count(keys);
        return bulk(() -> SessionBackend.super.touchAll(keys, lifetime, deadline));
    }

    @Override
    public Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version, Deadline deadline) {
        count(keys);
        return bulk(() -> SessionBackend.super.deleteAll(keys, version, deadline));
    }

    @SuppressWarnings("NullAway") // To return no stages is the fault.
    private <R> Map<String, CompletionStage<R>> bulk(Supplier<Map<String, CompletionStage<R>>> request) {
        CompletionStage<Boolean> carriedOut = bulkFault.instead(() -> CompletableFuture.completedStage(true));
        return carriedOut == null ? null : request.get();
    }

    /** A bulk request without keys is a request too; else its keys are counted. */
    private void count(Collection<String> keys) {
        if (keys.isEmpty()) {
            requests.incrementAndGet();
        }
    }

    @Override
    public Traits traits() {
        return delegate.traits();
    }

    @Override
    public boolean completesOn(Thread thread) {
        return delegate.completesOn(thread);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
