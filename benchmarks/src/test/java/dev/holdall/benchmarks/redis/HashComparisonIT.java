package dev.holdall.benchmarks.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.testservers.redis.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("deep")
class HashComparisonIT {

    private static final Rounds ONE_ROUND = new Rounds(0, Duration.ofMillis(1), Duration.ZERO);

    @Test
    void measure_comparesMaps_andLoginsWhereTheStoreKeepsGroups() {
        try (RedisServer server = RedisServer.start()) {
            assertThat(print(server))
                    .contains("Reading a map", "calls/s >= 0.90")
                    .contains("Changing a field", "calls/s >= 0.80")
                    .contains(keepsGroups(server) ? "Logins, beside" : "Logins are left out")
                    .doesNotContain("ended early");
        }
    }

    private static String print(RedisServer server) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HashComparison.measure(ONE_ROUND, server).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean keepsGroups(RedisServer server) {
        try (SessionStore store = Stores.open(server.uri())) {
            return store.traits().groups();
        }
    }
}
