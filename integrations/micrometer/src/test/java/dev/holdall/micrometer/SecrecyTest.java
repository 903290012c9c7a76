package dev.holdall.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

/** Checks that keys, values, names of fields, and messages of exceptions are neither in a scrape nor in a span. */
class SecrecyTest {

    private static final String[] SECRETS = {
        SomeCalls.KEY, SomeCalls.VALUE, SomeCalls.FIELD, FailingBackend.MESSAGE, FailingBackend.BROKEN, "alice"
    };

    @Test
    void scrape_andSpans_haveNoKey_noValue_andNoMessage() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Spans spans = new Spans();
        try (SessionStore store =
                SomeCalls.open(new MetricsObserver(registry), new TracingObserver(spans.registry()))) {
            SomeCalls.make(store);
        }

        assertThat(registry.scrape())
                .contains("holdall_operation_duration_seconds_count")
                .doesNotContain(SECRETS);
        assertThat(spans.all())
                .hasSizeGreaterThan(20)
                .allSatisfy(span -> assertThat(span.toString()).doesNotContain(SECRETS));
    }
}
