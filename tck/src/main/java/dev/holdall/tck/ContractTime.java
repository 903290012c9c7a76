package dev.holdall.tck;

import dev.holdall.tck.internal.bench.TestTime;

/** How time passes for the backend under test: by itself, or as the kit says. Thread-safe. */
public abstract sealed class ContractTime {

    private ContractTime() {}

    /**
     * Time that passes by itself: for a backend whose lifetimes are measured by a server.
     *
     * @return real time
     */
    public static ContractTime real() {
        return new Passing(new TestTime.Real());
    }

    /**
     * Time that passes only when the kit says so: for a backend that measures lifetimes by
     * {@link dev.holdall.spi.BackendContext#nanoTime()}.
     *
     * @return manual time, beginning today
     */
    public static ContractTime manual() {
        return new Passing(new TestTime.Manual());
    }

    /**
     * Time that passes by itself, and leaps where the kit would have to wait: for a backend that measures lifetimes by
     * {@link dev.holdall.spi.BackendContext#nanoTime()}, and needs a clock that goes on between two calls, because it
     * doesn't compare versions.
     *
     * @return real time with leaps, beginning now
     */
    public static ContractTime leaping() {
        return new Passing(new TestTime.Leaping());
    }

    abstract TestTime time();

    private static final class Passing extends ContractTime {

        private final TestTime time;

        Passing(TestTime time) {
            this.time = time;
        }

        @Override
        TestTime time() {
            return time;
        }
    }
}
