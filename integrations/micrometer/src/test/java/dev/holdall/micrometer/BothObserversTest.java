package dev.holdall.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** Checks what both observers together count, if the registry of observations records metrics, too. */
class BothObserversTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Spans spans = new Spans();

    BothObserversTest() {
        spans.registry().observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    }

    @Test
    void eachMeter_countsACallOnce() {
        get();
        assertThat(meters.get("holdall.operation.duration")
                        .tag("operation", "get")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("holdall.call")
                        .tag("db.operation.name", "get")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(spans.named("get sessions").hasEnded()).isTrue();
    }

    @Test
    void filterOfTheDocument_leavesTheSpansAndOneTimer() {
        // Metrics come from MetricsObserver, and observations are for spans only.
        meters.config().meterFilter(MeterFilter.denyNameStartsWith("holdall.call"));

        get();
        assertThat(meters.find("holdall.call").meters()).isEmpty();
        assertThat(meters.find("holdall.call.active").meters()).isEmpty();
        assertThat(meters.get("holdall.operation.duration")
                        .tag("operation", "get")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(spans.named("get sessions").hasEnded()).isTrue();
    }

    private void get() {
        try (SessionStore store = SomeCalls.open(new MetricsObserver(meters), new TracingObserver(spans.registry()))) {
            store.get(SomeCalls.KEY);
        }
    }
}
