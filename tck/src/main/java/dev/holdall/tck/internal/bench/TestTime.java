package dev.holdall.tck.internal.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** How time passes for the backend under test. Thread-safe. */
public interface TestTime {

    /** How long the kit waits for what should happen at once, since a busy machine may delay it. */
    Duration PATIENCE = Duration.ofSeconds(30);

    /** Returns the wall clock that the stores under test are given. */
    InstantSource clock();

    /**
     * Whether time passes without the kit. Only then can tests run side by side: otherwise one that lets time pass
     * would do so for the others too.
     */
    boolean passesByItself();

    /** Lets at least this much time pass, and returns then. */
    void pass(Duration duration);

    /** Returns a TTL that is short enough to wait for, and long enough for a handful of calls. */
    Duration brief(Duration ttlResolution);

    final class Real implements TestTime {

        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        public boolean passesByItself() {
            return true;
        }

        @Override
        public void pass(Duration duration) {
            long end = System.nanoTime() + duration.toNanos();
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }

        @Override
        public Duration brief(Duration ttlResolution) {
            // The tests that wait run side by side, so on a busy machine a thread may wait long for a processor.
            Duration shortest = Duration.ofSeconds(2);
            return ttlResolution.multipliedBy(2).compareTo(shortest) > 0 ? ttlResolution.multipliedBy(2) : shortest;
        }
    }

    final class Manual implements TestTime {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

        @Override
        public InstantSource clock() {
            return now::get;
        }

        @Override
        public boolean passesByItself() {
            return false;
        }

        @Override
        public void pass(Duration duration) {
            now.updateAndGet(instant -> instant.plus(duration));
        }

        @Override
        public Duration brief(Duration ttlResolution) {
            return ttlResolution.multipliedBy(60_000);
        }
    }

    final class Leaping implements TestTime {

        private final AtomicReference<Duration> leapt = new AtomicReference<>(Duration.ZERO);

        @Override
        public InstantSource clock() {
            return () -> Instant.now().plus(leapt.get());
        }

        @Override
        public boolean passesByItself() {
            return false;
        }

        @Override
        public void pass(Duration duration) {
            leapt.updateAndGet(before -> before.plus(duration));
        }

        @Override
        public Duration brief(Duration ttlResolution) {
            return ttlResolution.multipliedBy(60_000);
        }
    }
}
