package dev.holdall.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.config.SessionStores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    private final SessionStores stores = SessionStores.openAll();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void theLateSave_leavesTheSessionGone() {
        LoginAndLogout.show(stores.store("sessions"), out);

        assertThat(printed())
                .contains("saves user=alice, cart=7", "logs out: ALL_DCS", "it stays gone")
                .doesNotContain("IT IS BACK");
    }

    @Test
    void theLoad_callsEveryVerb_andResurrectsNothing() {
        LoadReplay replay = new LoadReplay(stores.store("sessions"), stores.store("anonymous"));
        Report report = replay.run(2, Duration.ofSeconds(1));
        report.print(out);

        for (Verb verb : Verb.values()) {
            assertThat(report.tally().of(verb).getTotalCount()).as(verb.name()).isPositive();
        }
        assertThat(report.tally().hits()).isPositive();
        assertThat(report.tally().misses()).isPositive();
        assertThat(report.tally().failures()).isEmpty();
        assertThat(report.revoked()).isPositive();
        assertThat(report.resurrected()).isZero();
        assertThat(printed()).contains("errors: 0", "resurrected sessions: 0");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
