package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** Takes one sample. Thread-safe. */
final class Meter {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Filled without locks, and without allocating. */
    private final Histogram nanos = new AtomicHistogram(1_000, LONGEST_NANOS, 3);

    private final Usage usageAtStart = Usage.now();
    private final long startNanos = System.nanoTime();
    private final long endNanos;

    /** Starts now. */
    Meter(Duration time) {
        endNanos = startNanos + time.toNanos();
    }

    /** Whether no further call should begin. */
    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** Counts a call that has just ended. */
    void ended(long begunNanos) {
        nanos.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - begunNanos));
    }

    /** What was counted until now. */
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
