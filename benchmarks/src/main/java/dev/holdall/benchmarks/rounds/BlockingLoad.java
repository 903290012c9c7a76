package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.Collections;
import java.util.function.Consumer;

/**
 * A load of blocking calls: each call in flight has a thread of its own.
 *
 * @param <K> the type of a call's argument
 */
public final class BlockingLoad<K> implements Load {

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
        LoadThreads.runAll(Collections.<Runnable>nCopies(inFlight, () -> callUntilOver(meter)), time);
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
}
