package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A load of calls that take less time than measuring them would: only all calls of a while are timed together. Each
 * thread goes through all keys, with the same stride and a start of its own.
 */
public final class TightLoad implements Load {

    private static final int CALLS_AT_ONCE = 128;
    private static final int STRIDE = 7_919;

    private final String[] keys;
    private final Function<String, @Nullable Object> call;

    /**
     * Creates a load of one kind of call.
     *
     * @param keys the arguments of the calls; their number is a power of two
     * @param call makes a call, and returns what the compiler must not leave out
     */
    public TightLoad(String[] keys, Function<String, @Nullable Object> call) {
        this.keys = keys;
        this.call = call;
    }

    @Override
    public Sample run(int inFlight, Duration time) {
        Usage before = Usage.now();
        long startNanos = System.nanoTime();
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            callers.add(new Caller(i, startNanos + time.toNanos()));
        }
        LoadThreads.runAll(callers, time);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Usage after = Usage.now();
        double calls = callers.stream().mapToDouble(caller -> caller.calls).sum();
        return new Sample(
                calls,
                calls / seconds,
                Double.NaN,
                Double.NaN,
                (after.cpuNanos() - before.cpuNanos()) / 1e3 / calls,
                (after.bytes() - before.bytes()) / calls,
                Double.NaN);
    }

    /** One thread's calls, until a moment. */
    private final class Caller implements Runnable {

        private final long endNanos;
        private final AtomicReference<@Nullable Object> last = new AtomicReference<>();
        private int position;
        private long calls;

        Caller(int number, long endNanos) {
            this.endNanos = endNanos;
            position = number * keys.length / 2;
        }

        @Override
        public void run() {
            do {
                for (int i = 0; i < CALLS_AT_ONCE; i++) {
                    position += STRIDE;
                    last.setOpaque(call.apply(keys[position & (keys.length - 1)]));
                }
                calls += CALLS_AT_ONCE;
            } while (System.nanoTime() - endNanos < 0);
        }
    }
}
