package dev.holdall.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** How time passes for the backend under test: by itself, or as the kit says. Thread-safe. */
public abstract sealed class ContractTime {

    private ContractTime() {}

    /**
     * Time that passes by itself: for a backend whose lifetimes are measured by a server.
     *
     * @return real time
     */
    public static ContractTime real() {
        return new Real();
    }

    /**
     * Time that passes only when the kit says so: for a backend that measures lifetimes by {@link
     * dev.holdall.spi.BackendContext#nanoTime()}.
     *
     * @return manual time, beginning today
     */
    public static ContractTime manual() {
        return new Manual();
    }

    /**
     * Time that passes by itself, and leaps where the kit would have to wait: for a backend that measures lifetimes by {@link
     * dev.holdall.spi.BackendContext#nanoTime()}, and needs a clock that goes on between two calls, because it doesn't compare
     * versions.
     *
     * @return real time with leaps, beginning now
     */
    public static ContractTime leaping() {
        return new Leaping();
    }

    /** The wall clock that the stores under test are given. */
    abstract InstantSource clock();

    /** Whether tests that run at once can wait for it, without making it pass for each other. */
    abstract boolean passesByItself();

    /** Returns when at least this much time has passed. */
    abstract void pass(Duration duration);

    /** A time to live that is short to wait for, and still long enough for a handful of calls. */
    abstract Duration brief(Duration ttlResolution);

    private static final class Real extends ContractTime {

        @Override
        InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        boolean passesByItself() {
            return true;
        }

        @Override
        void pass(Duration duration) {
            long end = System.nanoTime() + duration.toNanos();
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }

        @Override
        Duration brief(Duration ttlResolution) {
            // A thread of a busy machine may wait for its turn for long; and the tests that wait do so side by side.
            Duration shortest = Duration.ofSeconds(2);
            return ttlResolution.multipliedBy(2).compareTo(shortest) > 0 ? ttlResolution.multipliedBy(2) : shortest;
        }
    }

    private static final class Manual extends ContractTime {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

        @Override
        InstantSource clock() {
            return now::get;
        }

        @Override
        boolean passesByItself() {
            return false;
        }

        @Override
        void pass(Duration duration) {
            now.updateAndGet(instant -> instant.plus(duration));
        }

        @Override
        Duration brief(Duration ttlResolution) {
            return ttlResolution.multipliedBy(60_000);
        }
    }

    private static final class Leaping extends ContractTime {

        private final AtomicReference<Duration> leapt = new AtomicReference<>(Duration.ZERO);

        @Override
        InstantSource clock() {
            return () -> Instant.now().plus(leapt.get());
        }

        @Override
        boolean passesByItself() {
            return false;
        }

        @Override
        void pass(Duration duration) {
            leapt.updateAndGet(before -> before.plus(duration));
        }

        @Override
        Duration brief(Duration ttlResolution) {
            return ttlResolution.multipliedBy(60_000);
        }
    }
}
