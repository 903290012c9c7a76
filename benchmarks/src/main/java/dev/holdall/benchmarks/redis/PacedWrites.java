package dev.holdall.benchmarks.redis;

import dev.holdall.AsyncSessionStore;
import dev.holdall.Ttl;
import dev.holdall.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Writes sessions of 1 KiB at an even rate. */
final class PacedWrites {

    /** The writes in a second. */
    static final int RATE = 2_000;

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1) / RATE;
    private static final Ttl TTL = Ttl.of(Workload.TTL);

    private PacedWrites() {}

    /**
     * Writes each key once, and blocks until all calls have ended.
     *
     * @param before is called with a key immediately before the key is written
     * @throws java.util.concurrent.CompletionException if a call fails
     */
    static void run(AsyncSessionStore store, String[] keys, Consumer<String> before) {
        List<CompletableFuture<?>> calls = new ArrayList<>(keys.length);
        long begun = System.nanoTime();
        for (int i = 0; i < keys.length; i++) {
            long due = begun + i * INTERVAL_NANOS;
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            before.accept(keys[i]);
            calls.add(store.set(keys[i], Workload.newValue(), TTL).toCompletableFuture());
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
    }
}
