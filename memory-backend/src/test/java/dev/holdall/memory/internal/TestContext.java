package dev.holdall.memory.internal;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.ReplicationState;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** The context of a store named {@code sessions}, whose clock stands still until a test moves it. */
public final class TestContext implements BackendContext {

    /** The clock starts so near to the overflow that every test crosses it. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    private final List<Incident> incidents = new CopyOnWriteArrayList<>();
    private final AtomicReference<Runnable> afterReading = new AtomicReference<>(() -> {});
    private volatile Runnable observer = () -> {};

    void observer(Runnable observer) {
        this.observer = observer;
    }

    /**
     * Runs a task after the next reading of the clock, before the reader gets the moment that it has read. So the
     * reader acts as a thread does that was interrupted by others at that point.
     */
    void afterNextReading(Runnable task) {
        afterReading.set(task);
    }

    private long read() {
        long moment = nanos.get();
        afterReading.getAndSet(() -> {}).run();
        return moment;
    }

    public void advanceNanos(long step) {
        nanos.addAndGet(step);
    }

    public void advance(Duration step) {
        advanceNanos(step.toNanos());
    }

    public List<Incident> incidents() {
        return incidents;
    }

    @Override
    public String keyPrefix() {
        return "";
    }

    @Override
    public String store() {
        return "sessions";
    }

    @Override
    public LongSupplier nanoTime() {
        return this::read;
    }

    @Override
    public Deadline openDeadline() {
        return Deadline.in(Duration.ofSeconds(10));
    }

    @Override
    public Future<?> schedule(Runnable task, Duration delay) {
        throw new UnsupportedOperationException("this backend schedules nothing");
    }

    @Override
    public ThreadFactory threadFactory() {
        throw new UnsupportedOperationException("this backend has no threads");
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(2);
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
    public void report(Incident incident) {
        incidents.add(incident);
        observer.run();
    }

    @Override
    public void report(ReplicationState state) {
        throw new AssertionError(state);
    }
}
