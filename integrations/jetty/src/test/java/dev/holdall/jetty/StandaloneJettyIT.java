package dev.holdall.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.testservers.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution of Jetty with the module, as two processes on one Redis. */
@Tag("deep")
class StandaloneJettyIT {

    private static final Path HOME = Path.of("target/jetty-home").toAbsolutePath();

    @Test
    void twoProcesses_shareSessions(@TempDir Path folder) throws Exception {
        try (RedisServer redis = RedisServer.start();
                StandaloneJetty one = StandaloneJetty.start(HOME, folder.resolve("one"), config(redis));
                StandaloneJetty other = StandaloneJetty.start(HOME, folder.resolve("other"), config(redis))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> one.isStarted() && other.isStarted());
            Browser browser = new Browser();
            assertThat(browser.get(one.uri("/"))).isEqualTo("1");
            assertThat(browser.get(other.uri("/"))).isEqualTo("2");
            assertThat(browser.get(one.uri("/"))).isEqualTo("3");
            assertThat(browser.copy().get(other.uri("/end"))).isEqualTo("ended");
            assertThat(browser.get(one.uri("/"))).isEqualTo("1");
            assertThat(one.warnings()).isEmpty();
            assertThat(other.warnings()).isEmpty();
        }
    }

    private static String config(RedisServer redis) {
        return "holdall.stores.sessions { backend = redis, redis.uri = \"" + redis.uri() + "\" }";
    }
}
