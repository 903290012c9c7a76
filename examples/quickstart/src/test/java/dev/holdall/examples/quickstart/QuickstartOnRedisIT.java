package dev.holdall.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.redis.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuickstartOnRedisIT {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void theQuickstart_runsOnAServer_byConfigurationAlone() {
        try (RedisServer server = RedisServer.start();
                SessionStores stores = SessionStores.openAll(options(server))) {
            LoginAndLogout.show(stores.store("sessions"), out);
            Report report =
                    new LoadReplay(stores.store("sessions"), stores.store("anonymous")).run(2, Duration.ofSeconds(2));
            report.print(out);

            assertThat(server.admin().dbsize()).isGreaterThanOrEqualTo(2L * LiveSessions.COUNT);
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("it stays gone", "resurrected sessions: 0");
            assertThat(report.revoked()).isPositive();
            assertThat(report.tally().hits()).isPositive();
            assertThat(report.tally().failures()).isEmpty();
        }
    }

    /** Returns the options of the command that examples/redis-server prints. */
    private static Config options(RedisServer server) {
        return ConfigFactory.parseMap(
                        Map.of("holdall.defaults.backend", "redis", "holdall.defaults.redis.uri", server.uri()))
                .withFallback(ConfigFactory.load());
    }
}
