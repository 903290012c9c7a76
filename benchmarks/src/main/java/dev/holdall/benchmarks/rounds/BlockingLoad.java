package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Calls on as many threads as there are calls in flight.
 *
 * @param <K> what a call is made with
 */
public final class BlockingLoad<K> implements Load {

    /** Kept from one sample to the next: the allocations of a thread that has ended are not counted. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });

    private final RandomKeys<K> keys;
    private final Consumer<K> call;

    /**
     * Calls of one kind.
     *
     * @param keys what they are made with
     * @param call blocks until it is carried out
     */
    public BlockingLoad(RandomKeys<K> keys, Consumer<K> call) {
        this.keys = keys;
        this.call = call;
    }

    @Override
    public Sample run(int inFlight, Duration time) {
        Meter meter = new Meter(time);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            callers.add(THREADS.submit(() -> callUntilOver(meter)));
        }
        callers.forEach(caller -> await(caller, time));
        return meter.stop();
    }

    private void callUntilOver(Meter meter) {
        RandomKeys<K>.Sequence sequence = keys.sequence();
        do {
            long begun = System.nanoTime();
            call.accept(sequence.next());
            meter.ended(begun);
        } while (!meter.isOver());
    }

    private static void await(Future<?> caller, Duration time) {
        try {
            caller.get(time.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a call failed", e);
        }
    }
}
