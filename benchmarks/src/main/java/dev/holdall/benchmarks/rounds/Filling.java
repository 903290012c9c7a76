package dev.holdall.benchmarks.rounds;

import dev.holdall.AsyncSessionStore;
import dev.holdall.Ttl;
import dev.holdall.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes each of a store's keys once, 256 at a time. */
public final class Filling {

    private static final int IN_FLIGHT = 256;
    private static final Ttl TTL = Ttl.of(Workload.TTL);

    private final AsyncSessionStore store;
    private final String[] keys;
    private final AtomicInteger next = new AtomicInteger();

    private Filling(AsyncSessionStore store, String[] keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * Writes an entry under each of the keys, and blocks until all are written.
     *
     * @param store the store
     * @param keys the keys to write
     */
    public static void fill(AsyncSessionStore store, String[] keys) {
        Filling filling = new Filling(store, keys);
        List<CompletableFuture<Void>> chains = new ArrayList<>();
        for (int i = 0; i < IN_FLIGHT; i++) {
            CompletableFuture<Void> chain = new CompletableFuture<>();
            chains.add(chain);
            filling.writeNext(chain);
        }
        chains.forEach(CompletableFuture::join);
    }

    private void writeNext(CompletableFuture<Void> chain) {
        int index = next.getAndIncrement();
        if (index >= keys.length) {
            chain.complete(null);
            return;
        }
        store.set(keys[index], Workload.newValue(), TTL).whenComplete((version, failure) -> {
            if (failure == null) {
                writeNext(chain);
            } else {
                chain.completeExceptionally(failure);
            }
        });
    }
}
