package dev.holdall.micrometer;

import dev.holdall.Operation;
import dev.holdall.StoreObserver.End;
import dev.holdall.StoreObserver.Observation;
import dev.holdall.StoreObserver.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters of one operation of a store. All calls share this observation, which keeps nothing of a single call. */
final class OperationMeters implements Observation {

    /** The buckets that OpenTelemetry recommends for {@code db.client.operation.duration}. */
    private static final Duration[] DURATIONS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private static final double[] SIZES = {1 << 8, 1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20};

    private final MeterRegistry registry;
    private final Tags tags;
    private final DistributionSummary valueSizes;
    private final Counter failedKeys;
    private final Counter retries;
    private final Map<Result, Timer> durations = new ConcurrentHashMap<>();

    OperationMeters(MeterRegistry registry, String store, String backend, Operation operation) {
        this.registry = registry;
        this.tags = Tags.of("store", store, "backend", backend, "operation", operation.toString());
        this.valueSizes = valueSizes();
        this.failedKeys = Counter.builder("holdall.operation.failed.keys")
                .description("Keys for which a call failed; one for a call of a single key.")
                .baseUnit("keys")
                .tags(tags)
                .register(registry);
        this.retries = Counter.builder("holdall.operation.retries")
                .description("Attempts that a merge or a lock made again because another caller was faster.")
                .baseUnit("retries")
                .tags(tags)
                .register(registry);
    }

    private DistributionSummary valueSizes() {
        return DistributionSummary.builder("holdall.operation.value.size")
                .description("Bytes of all values that a call read or wrote; calls without bytes are left out.")
                .baseUnit("bytes")
                .serviceLevelObjectives(SIZES)
                .tags(tags)
                .register(registry);
    }

    @Override
    public void onEnd(End end) {
        duration(end.result()).record(end.duration().toNanos(), TimeUnit.NANOSECONDS);
        if (end.valueBytes() > 0) {
            valueSizes.record((double) end.valueBytes());
        }
        if (end.failedKeys() > 0) {
            failedKeys.increment(end.failedKeys());
        }
        if (end.retries() > 0) {
            retries.increment(end.retries());
        }
    }

    private Timer duration(Result result) {
        Timer found = durations.get(result);
        return found == null ? durations.computeIfAbsent(result, this::newDuration) : found;
    }

    private Timer newDuration(Result result) {
        return Timer.builder("holdall.operation.duration")
                .description("Duration of the calls of a store, from the caller's call to the answer.")
                .serviceLevelObjectives(DURATIONS)
                .tags(tags)
                .tag("result", Labels.of(result))
                .register(registry);
    }
}
