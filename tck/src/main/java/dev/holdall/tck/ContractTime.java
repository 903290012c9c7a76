package dev.holdall.tck;

import dev.holdall.tck.internal.fixture.TestTime;

/** How time passes for the backend under test: in real time, or as the kit sets it. Thread-safe. */
public abstract sealed class ContractTime {

    private ContractTime() {}

    /**
     * Returns real time, for a backend whose lifetimes are measured by a server.
     *
     * @return real time
     */
    public static ContractTime real() {
        return new Passing(new TestTime.Real());
    }

    /**
     * Returns a clock that only the kit moves, for a backend that measures lifetimes by
     * {@link dev.holdall.spi.BackendContext#nanoTime()}.
     *
     * @return manual time, beginning today
     */
    public static ContractTime manual() {
        return new Passing(new TestTime.Manual());
    }

    /**
     * Returns real time that leaps ahead where the kit would have to wait. It is for a backend that measures lifetimes
     * by {@link dev.holdall.spi.BackendContext#nanoTime()} and doesn't compare versions: such a backend needs a clock
     * that moves between two calls, since otherwise a later write of another store might not have a greater version.
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
