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
 * The backend under test with faults that a test switches on, such as a network or a server may cause. A bulk request
 * is carried out as one request for each key, unless it has a fault of its own. Thread-safe.
 */
public final class FaultyBackend implements SessionBackend {

    /** A fault: it is given a request, and answers in its place. */
    public interface Fault {
        <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request);
    }

    /** Chooses the fault of a request. */
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

    /** Returns no fault: every request is carried out. */
    public static Fault none() {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return request.get();
            }
        };
    }

    /** Returns a fault with which every request is carried out on another thread. */
    public static Fault answeringOn(Executor executor) {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return CompletableFuture.runAsync(() -> {}, executor).thenCompose(done -> request.get());
            }
        };
    }

    /** Returns a fault with which no request is carried out, and each fails. */
    public static Fault failing(Supplier<? extends RuntimeException> failure) {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return CompletableFuture.failedFuture(failure.get());
            }
        };
    }

    /** Returns a fault with which no request is carried out, and each fails later, on another thread. */
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

    /** Returns a fault with which no request is carried out, and the primitive itself throws. */
    public static Fault throwing(Supplier<? extends RuntimeException> failure) {
        return new Fault() {
            @Override
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                throw failure.get();
            }
        };
    }

    /**
     * Returns a fault with which no request is carried out, and each is answered with this object, even if it has the
     * wrong type.
     */
    public static Fault answering(@Nullable Object answer) {
        return new Fault() {
            @Override
            @SuppressWarnings({"unchecked", "NullAway"}) // A broken backend may answer with any type, or with null.
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return CompletableFuture.completedStage((R) answer);
            }
        };
    }

    /** Returns a fault with which no request is carried out, and the primitive returns null instead of a stage. */
    public static Fault withoutStage() {
        return new Fault() {
            @Override
            @SuppressWarnings("NullAway") // To return null is the fault.
            public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
                return null;
            }
        };
    }

    /** Returns a fault with which requests are neither carried out nor answered until {@link #release} is called. */
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

    /** Applies a fault to every request from now on. */
    public void with(Fault fault) {
        faults = (key, writes) -> fault;
    }

    /** Applies a fault to the requests that can change something from now on; reads are carried out. */
    public void withFaultOfWrites(Fault fault) {
        withFaults(none(), fault);
    }

    /** Applies one fault to reads from now on, and another one to the requests that can change something. */
    public void withFaults(Fault ofReads, Fault ofWrites) {
        faults = (key, writes) -> writes ? ofWrites : ofReads;
    }

    /** Applies a fault to the requests for the given keys from now on; the others are carried out. */
    public void withFaultOfKeys(Set<String> keys, Fault fault) {
        faults = (key, writes) -> keys.contains(key) ? fault : none();
    }

    /**
     * Applies a fault to every bulk request as a whole from now on. The fault has to throw, or to return null instead
     * of the stages.
     */
    public void withFaultOfBulkRequests(Fault fault) {
        bulkFault = fault;
    }

    /** Carries out and answers the requests that are held. */
    public void release() {
        for (Runnable request = held.poll(); request != null; request = held.poll()) {
            request.run();
        }
    }

    /** Waits until this many more requests are held than at the last call of this method. */
    public void awaitHeld(int count) {
        try {
            if (!everHeld.tryAcquire(count, TestTime.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the store didn't send " + count + " requests to its backend in time");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for the store's requests", e);
        }
    }

    /** Waits until this many requests have arrived in all. */
    public void awaitRequests(int count) {
        long end = System.nanoTime() + TestTime.PATIENCE.toNanos();
        while (requests() < count) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the store didn't send " + count + " requests to its backend in time");
            }
            Thread.onSpinWait();
        }
    }

    /** Returns how many requests are held. */
    int heldRequests() {
        return held.size();
    }

    /** Returns how many requests have arrived so far. */
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
        countIfEmpty(keys);
        return bulk(() -> SessionBackend.super.readAll(keys, options, deadline));
    }

    @Override
    public Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
        countIfEmpty(values.keySet());
        return bulk(() -> SessionBackend.super.writeAll(values, lifetime, version, deadline));
    }

    @Override
    public Map<String, CompletionStage<Optional<Version>>> touchAll(
            Collection<String> keys, Lifetime lifetime, Deadline deadline) {
        countIfEmpty(keys);
        return bulk(() -> SessionBackend.super.touchAll(keys, lifetime, deadline));
    }

    @Override
    public Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version, Deadline deadline) {
        countIfEmpty(keys);
        return bulk(() -> SessionBackend.super.deleteAll(keys, version, deadline));
    }

    @SuppressWarnings("NullAway") // To return null instead of the stages is the fault.
    private <R> Map<String, CompletionStage<R>> bulk(Supplier<Map<String, CompletionStage<R>>> request) {
        CompletionStage<Boolean> carriedOut = bulkFault.instead(() -> CompletableFuture.completedStage(true));
        return carriedOut == null ? null : request.get();
    }

    /** Counts a bulk request that has no keys. The requests for its keys are counted as single requests. */
    private void countIfEmpty(Collection<String> keys) {
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
