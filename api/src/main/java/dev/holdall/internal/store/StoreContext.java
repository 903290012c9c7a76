package dev.holdall.internal.store;

import dev.holdall.StoreObserver;
import dev.holdall.internal.Observers;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.threads.CleanThreadFactory;
import dev.holdall.internal.threads.Threads;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The context that a store passes to its backend. */
record StoreContext(
        StoreSettings settings,
        Class<?> backendClass,
        Deadline openDeadline,
        @Nullable InstantSource clock,
        Observers observers)
        implements BackendContext {

    @Override
    public String store() {
        return settings.name();
    }

    @Override
    public String keyPrefix() {
        return settings.keyPrefix();
    }

    @Override
    public LongSupplier nanoTime() {
        return clock == null ? System::nanoTime : () -> nanos(clock.instant());
    }

    @Override
    public Duration requestTimeout() {
        return settings.requestTimeout();
    }

    @Override
    public int maxValueBytes() {
        return settings.maxValueBytes();
    }

    @Override
    public Duration revocationHorizon() {
        return settings.revocationHorizon();
    }

    @Override
    public Future<?> schedule(Runnable task, Duration delay) {
        return Threads.scheduler().schedule(task, delay);
    }

    @Override
    public ThreadFactory threadFactory() {
        return new CleanThreadFactory("holdall-" + settings.backend(), backendClass);
    }

    @Override
    public void report(StoreObserver.Incident incident) {
        observers.onIncident(incident);
    }

    @Override
    public void report(StoreObserver.ReplicationState state) {
        observers.onReplication(state);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }
}
