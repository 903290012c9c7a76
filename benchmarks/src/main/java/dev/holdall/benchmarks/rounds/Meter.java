package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** Measures one sample: the calls of one contender until a time is over. Thread-safe. */
final class Meter {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** The times of the calls. Recording one neither locks nor allocates. */
    private final Histogram nanos = new AtomicHistogram(1_000, LONGEST_NANOS, 3);

    private final Usage usageAtStart = Usage.now();
    private final long startNanos = System.nanoTime();
    private final long endNanos;

    /** Starts measuring. */
    Meter(Duration time) {
        endNanos = startNanos + time.toNanos();
    }

    /** Whether the time is over, so that no further call should begin. */
    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** Records a call that ends now. */
    void ended(long begunNanos) {
        nanos.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - begunNanos));
    }

    /** Returns what was measured until now. */
    Sample stop() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Usage usage = Usage.now();
        double calls = nanos.getTotalCount();
        return new Sample(
                calls,
                calls / seconds,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                (usage.cpuNanos() - usageAtStart.cpuNanos()) / 1e3 / calls,
                (usage.bytes() - usageAtStart.bytes()) / calls,
                Double.NaN);
    }
}
