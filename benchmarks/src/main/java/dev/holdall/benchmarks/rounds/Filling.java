package dev.holdall.benchmarks.rounds;

import dev.holdall.AsyncSessionStore;
import dev.holdall.Ttl;
import dev.holdall.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Writes each of several keys once, 256 at a time. */
public final class Filling {

    private static final int IN_FLIGHT = 256;
    private static final Ttl TTL = Ttl.of(Workload.TTL);

    private final int count;
    private final IntFunction<CompletionStage<?>> write;
    private final AtomicInteger next = new AtomicInteger();

    private Filling(int count, IntFunction<CompletionStage<?>> write) {
        this.count = count;
        this.write = write;
    }

    /**
     * Writes an entry under each of the keys, and blocks until all are written.
     *
     * @param store the store
     * @param keys the keys to write
     */
    public static void fill(AsyncSessionStore store, String[] keys) {
        fill(keys.length, index -> store.set(keys[index], Workload.newValue(), TTL));
    }

    /**
     * Makes each of several writes, and blocks until all are done.
     *
     * @param count how many writes to make
     * @param write begins the write with a number, from 0 to {@code count - 1}
     */
    public static void fill(int count, IntFunction<CompletionStage<?>> write) {
        Filling filling = new Filling(count, write);
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
        if (index >= count) {
            chain.complete(null);
            return;
        }
        write.apply(index).whenComplete((answer, failure) -> {
            if (failure == null) {
                writeNext(chain);
            } else {
                chain.completeExceptionally(failure);
            }
        });
    }
}
