package dev.holdall.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Row ROW = new Row("get", "blocking", 1);
    private static final Sample SAMPLE = new Sample(1, 1, 1, 1, 1, 1, Double.NaN);

    private final Results results = new Results("Title", "raw", Targets.NONE);
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void run_aRoundInWhichACallFails_doesNotCount_andTheNextDo() {
        Load flaky = (inFlight, time) -> {
            if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("a call failed: Example");
            }
            return SAMPLE;
        };
        new Rounds(0, Duration.ofMillis(1), Duration.ofMillis(100)).run(results, contenders(flaky));

        assertThat(results.failures()).containsExactly("a call failed: Example");
        assertThat(results.rounds(ROW, "raw")).isPositive().isEqualTo(results.rounds(ROW, "store"));
        assertThat(calls).hasValue(results.rounds(ROW, "store") + 1);
    }

    @Test
    void run_aWarmUpInWhichACallFails_isReported() {
        Load flaky = (inFlight, time) -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a call failed: Example");
            }
            return SAMPLE;
        };
        new Rounds(1, Duration.ofMillis(1), Duration.ZERO).run(results, contenders(flaky));

        assertThat(results.failures()).hasSize(1);
        assertThat(results.rounds(ROW, "store")).isEqualTo(1);
    }

    @Test
    void run_ifNoRoundSucceeds_fails() {
        Load failing = (inFlight, time) -> {
            throw new IllegalStateException("a call failed: Example");
        };

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new Rounds(0, Duration.ofMillis(1), Duration.ZERO).run(results, contenders(failing)))
                .withMessageContaining("no round has succeeded", "a call failed: Example");
    }

    @Test
    void run_ofAThreadThatIsInterrupted_endsAtOnce() {
        Load interrupted = (inFlight, time) -> {
            calls.incrementAndGet();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the measurement was interrupted");
        };

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() ->
                        new Rounds(5, Duration.ofMillis(1), Duration.ofDays(1)).run(results, contenders(interrupted)));
        assertThat(calls).hasValue(1);
    }

    private static Map<Row, List<Contender>> contenders(Load store) {
        return Map.of(ROW, List.of(new Contender("raw", (inFlight, time) -> SAMPLE), new Contender("store", store)));
    }
}
