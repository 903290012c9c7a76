package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Begins each call where the one before it ends, on the client library's own threads.
 *
 * @param <K> what a call is made with
 */
public final class AsyncLoad<K> implements Load {

    private final RandomKeys<K> keys;
    private final Function<K, CompletionStage<?>> call;

    /**
     * Calls of one kind.
     *
     * @param keys what they are made with
     * @param call returns at once
     */
    public AsyncLoad(RandomKeys<K> keys, Function<K, CompletionStage<?>> call) {
        this.keys = keys;
        this.call = call;
    }

    @Override
    public Sample run(int inFlight, Duration time) {
        Meter meter = new Meter(time);
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            lanes.add(new Lane(meter));
        }
        lanes.forEach(Lane::begin);
        lanes.forEach(lane -> await(lane.over, time));
        return meter.stop();
    }

    private static void await(CompletableFuture<?> over, Duration time) {
        try {
            over.get(time.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a call failed", e);
        }
    }

    /** One call at a time. */
    private final class Lane {

        private final Meter meter;
        private final RandomKeys<K>.Sequence sequence = keys.sequence();
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        Lane(Meter meter) {
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
