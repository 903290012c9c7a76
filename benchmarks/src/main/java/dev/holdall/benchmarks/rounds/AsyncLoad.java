package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A load of asynchronous calls: each call begins when the one before it has ended, on the thread that completes its
 * stage.
 *
 * @param <K> the type of a call's argument
 */
public final class AsyncLoad<K> implements Load {

    private final RandomKeys<K> keys;
    private final Function<K, CompletionStage<?>> call;

    /**
     * Creates a load of one kind of call.
     *
     * @param keys the arguments of the calls
     * @param call begins a call, and returns at once
     */
    public AsyncLoad(RandomKeys<K> keys, Function<K, CompletionStage<?>> call) {
        this.keys = keys;
        this.call = call;
    }

    @Override
    public Sample run(int inFlight, Duration time) {
        Meter meter = new Meter(time);
        List<Chain> chains = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            chains.add(new Chain(meter));
        }
        chains.forEach(Chain::begin);
        LoadThreads.awaitAll(chains.stream().map(chain -> chain.over).toList(), time);
        return meter.stop();
    }

    /** A chain of calls, one at a time. */
    private final class Chain {

        private final Meter meter;
        private final RandomKeys<K>.Sequence sequence = keys.sequence();
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        Chain(Meter meter) {
            this.meter = meter;
        }

        void begin() {
            long begun = System.nanoTime();
            try {
                call.apply(sequence.next()).whenComplete((answer, failure) -> ended(begun, failure));
            } catch (RuntimeException e) {
                over.completeExceptionally(e);
            }
        }

        private void ended(long begun, Throwable failure) {
            if (failure != null) {
                over.completeExceptionally(failure);
                return;
            }
            meter.ended(begun);
            if (meter.isOver()) {
                over.complete(null);
            } else {
                begin();
            }
        }
    }
}
