package dev.holdall.micrometer;

import dev.holdall.StoreObserver.Backlog;
import dev.holdall.StoreObserver.ReplicationState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The gauges of the replication of one store to one other data centre, which show the last state. What this process
 * doesn't know is NaN, which Prometheus leaves out of sums and alerts.
 */
final class ReplicationMeters {

    private final MeterRegistry registry;
    private final Tags tags;
    private volatile ReplicationState state;

    ReplicationMeters(MeterRegistry registry, String store, ReplicationState state) {
        this.registry = registry;
        this.tags = Tags.of("store", store, "data.centre", state.dataCentre());
        this.state = state;
        registerStates();
        registerBacklog();
    }

    void update(ReplicationState now) {
        this.state = now;
    }

    private void registerStates() {
        gauge(
                "connected",
                "1 if the other data centre answered the last request in time, else 0.",
                now -> now.connected() ? 1 : 0);
        gauge(
                "stopped",
                "1 if nothing is sent there until an operator has decided, else 0.",
                now -> now.stopped() ? 1 : 0);
        timeGauge(
                "clock.difference",
                "How far the clock of the other data centre is ahead.",
                ReplicationState::clockDifference);
        FunctionCounter.builder(freed("refused"), this, meters -> meters.state.refused())
                .description("Records that the other data centre did not take, each time that they were sent.")
                .baseUnit("records")
                .tags(tags)
                .register(registry);
    }

    private void registerBacklog() {
        gauge(
                "backlog.keys",
                "Keys whose changes the other data centre has not confirmed.",
                now -> ofBacklog(now, Backlog::keys));
        timeGauge(
                "backlog.age",
                "How long the oldest unconfirmed change has waited.",
                now -> now.backlog().map(Backlog::age));
        gauge(
                "comparison.due",
                "1 if changes were given up until the data centres are compared, else 0.",
                now -> ofBacklog(now, backlog -> backlog.comparisonDue() ? 1 : 0));
    }

    private static double ofBacklog(ReplicationState now, ToDoubleFunction<Backlog> value) {
        return now.backlog().isPresent() ? value.applyAsDouble(now.backlog().get()) : Double.NaN;
    }

    private void gauge(String name, String description, ToDoubleFunction<ReplicationState> value) {
        Gauge.builder(freed(name), this, meters -> value.applyAsDouble(meters.state))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void timeGauge(String name, String description, Function<ReplicationState, Optional<Duration>> value) {
        TimeGauge.builder(freed(name), this, TimeUnit.NANOSECONDS, meters -> nanos(value.apply(meters.state)))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private static double nanos(Optional<Duration> duration) {
        return duration.isPresent() ? (double) duration.get().toNanos() : Double.NaN;
    }

    /**
     * Returns the full name of a meter, after removing the meter that an earlier observer has left: a registry would
     * keep the old one, which shows the state of a store that is closed.
     */
    private String freed(String name) {
        String full = "holdall.replication." + name;
        registry.find(full).tags(tags).meters().forEach(registry::remove);
        return full;
    }
}
