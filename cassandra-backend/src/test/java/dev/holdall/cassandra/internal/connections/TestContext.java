package dev.holdall.cassandra.internal.connections;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.ReplicationState;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The context that a store named logins gives to its backend.
 *
 * @param openTimeout how long opening may take
 */
public record TestContext(Duration openTimeout) implements BackendContext {

    private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "test-timer");
        thread.setDaemon(true);
        return thread;
    });

    public TestContext() {
        this(Duration.ofSeconds(10));
    }

    @Override
    public String keyPrefix() {
        return "";
    }

    @Override
    public String store() {
        return "logins";
    }

    @Override
    public LongSupplier nanoTime() {
        return System::nanoTime;
    }

    @Override
    public Deadline openDeadline() {
        return Deadline.in(openTimeout);
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public int maxValueBytes() {
        return 1 << 20;
    }

    @Override
    public Duration revocationHorizon() {
        return Duration.ofDays(1);
    }

    @Override
    public Future<?> schedule(Runnable task, Duration delay) {
        return TIMER.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public ThreadFactory threadFactory() {
        return Thread::new;
    }

    @Override
    public void report(Incident incident) {
        throw new AssertionError(incident);
    }

    @Override
    public void report(ReplicationState state) {
        throw new AssertionError(state);
    }
}
