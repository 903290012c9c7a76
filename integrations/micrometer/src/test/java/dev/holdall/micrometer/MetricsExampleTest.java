package dev.holdall.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

/** Runs the code that {@code docs/metrics.md} shows. */
class MetricsExampleTest {

    @Test
    void observers_areAddedToTheBuilder() {
        MeterRegistry meterRegistry = new SimpleMeterRegistry();
        ObservationRegistry observationRegistry = ObservationRegistry.create();
        meterRegistry.config().meterFilter(MeterFilter.denyNameStartsWith("holdall.call"));

        SessionStore store = SessionStores.builder("sessions")
                .configured()
                .observer(new MetricsObserver(meterRegistry))
                .observer(new TracingObserver(observationRegistry))
                .open();
        try (store) {
            store.get("4f1c");
        }
        assertThat(meterRegistry.get("holdall.operation.duration").timer().count())
                .isEqualTo(1);
    }
}
