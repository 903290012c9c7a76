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
 * A load of blocking calls: each call in flight has a thread of its own.
 *
 * @param <K> the type of a call's argument
 */
public final class BlockingLoad<K> implements Load {

    /**
     * The threads of all loads. They live on between samples, since what a thread has allocated is no longer counted
     * when it has ended.
     */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });

    private final RandomKeys<K> keys;
    private final Consumer<K> call;

    /**
     * Creates a load of one kind of call.
     *
     * @param keys the arguments of the calls
     * @param call makes a call, and blocks until it has ended
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
