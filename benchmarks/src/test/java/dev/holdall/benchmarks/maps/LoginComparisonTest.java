package dev.holdall.benchmarks.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.ServerTime;
import dev.holdall.benchmarks.rounds.Table;
import dev.holdall.config.SessionStores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginComparisonTest {

    private static final Rounds ONE_ROUND = new Rounds(0, Duration.ofMillis(1), Duration.ZERO);

    @Test
    void run_measuresAllThatIsDoneWithLogins_withoutTargets() {
        try (SessionStore store =
                SessionStores.builder("sessions").backend("memory").open()) {
            Results results = new LoginComparison(store, ServerTime.UNKNOWN).run(ONE_ROUND);

            assertThat(print(results))
                    .contains("get", "begin", "check", "recheck = 0", "list of 20", "endAll of 3")
                    .doesNotContain("ended early", "targets");
        }
    }

    private static String print(Results results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Table(results).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
