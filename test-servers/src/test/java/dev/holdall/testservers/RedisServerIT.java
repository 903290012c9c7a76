package dev.holdall.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdall.testservers.processes.ServerStartException;
import dev.holdall.testservers.redis.RedisServer;
import dev.holdall.testservers.redis.RedisVersion;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("deep")
class RedisServerIT {

    private static final String PASSWORD = "with spaces, \"quotes\" and \\";

    @Test
    void start_answersClientsAndAdmin() {
        try (RedisServer server = RedisServer.start();
                TestClient client = TestClient.of(server.uri())) {
            client.commands().set("key", "value");

            assertThat(server.admin().get("key")).isEqualTo("value".getBytes(StandardCharsets.UTF_8));
            assertThat(server.uri()).isEqualTo("redis://" + server.address().getHostString() + ":6379");
            assertThat(server.isAlive()).isTrue();
            assertThat(ProcessHandle.of(server.pid())).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"V6_2, 6.2.", "V7_4, 7.4."})
    void version_isTheOneAskedFor(RedisVersion version, String prefix) {
        try (RedisServer server = RedisServer.builder().version(version).start()) {
            assertThat(server.info().get("redis_version")).startsWith(prefix);
        }
    }

    @Test
    void installedServer_isTheStandard() {
        String before = System.getProperty(RedisVersion.PROPERTY, "");
        System.setProperty(RedisVersion.PROPERTY, RedisVersion.V6_2.program().toString());
        try (RedisServer server = RedisServer.start()) {
            assertThat(server.info().get("redis_version")).startsWith("6.2.");
            assertThat(server.execute("DEBUG", "SLEEP", "0")).containsExactly("OK");
        } finally {
            System.setProperty(RedisVersion.PROPERTY, before);
        }
    }

    @Test
    void installedServer_thatIsNone_isRefused() {
        String before = System.getProperty(RedisVersion.PROPERTY, "");
        System.setProperty(RedisVersion.PROPERTY, "/nowhere/redis-server");
        try {
            assertThatThrownBy(RedisServer::start)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("/nowhere/redis-server");
        } finally {
            System.setProperty(RedisVersion.PROPERTY, before);
        }
    }

    @Test
    void execute_answersOfAnyShape() {
        try (RedisServer server = RedisServer.start()) {
            assertThat(server.execute("DEBUG", "SLEEP", "0")).containsExactly("OK");
            assertThat(server.execute("DBSIZE")).containsExactly(0L);
            assertThat(server.execute("GET", "key")).containsExactly((Object) null);
            assertThat(server.execute("CONFIG", "GET", "appendonly")).containsExactly("appendonly", "no");
        }
    }

    @Test
    void restart_afterKill_isEmpty_onTheSameAddress() {
        Path log;
        try (RedisServer server = RedisServer.start()) {
            log = server.log();
            server.admin().set("key", new byte[1]);

            server.kill();
            assertThat(server.isAlive()).isFalse();
            assertThatThrownBy(server::admin).isInstanceOf(RedisConnectionException.class);
            server.restart();

            assertThat(server.admin().dbsize()).isZero();
            try (TestClient client = TestClient.of(server.uri())) {
                assertThat(client.commands().get("key")).isNull();
            }
            assertThat(log).exists();
        }
        assertThat(Files.exists(log)).isFalse();
    }

    @Test
    void restart_withPersistence_hasItsData() {
        try (RedisServer server = RedisServer.builder()
                .config("appendonly", "yes")
                .config("appendfsync", "always")
                .start()) {
            server.admin().set("key", new byte[1]);

            server.restart();

            assertThat(server.admin().get("key")).isEqualTo(new byte[1]);
        }
    }

    @Test
    void pause_answersNothing_untilResume() {
        try (RedisServer server = RedisServer.start();
                TestClient client = TestClient.of(server.uri())) {
            server.pause();
            assertThatThrownBy(() -> client.commands().ping()).isInstanceOf(RedisCommandTimeoutException.class);
            assertThat(server.isAlive()).isTrue();

            server.resume();

            assertThat(client.commands().ping()).isEqualTo("PONG");
        }
    }

    @Test
    void link_standsBetweenClientsAndServer_andNotBeforeAdmin() {
        try (RedisServer server = RedisServer.builder().proxied(true).start();
                TestClient client = TestClient.of(server.uri())) {
            server.link().blackHole();
            assertThatThrownBy(() -> client.commands().ping()).isInstanceOf(RedisCommandTimeoutException.class);
            assertThat(server.admin().ping()).isEqualTo("PONG");
            server.link().heal();
            awaitPong(client);

            server.link().cut();
            assertThatThrownBy(() -> TestClient.of(server.uri())).isInstanceOf(RedisConnectionException.class);
            assertThat(server.admin().ping()).isEqualTo("PONG");
            server.link().heal();
            awaitPong(client);

            server.link().delay(Duration.ofMillis(50));
            long start = System.nanoTime();
            client.commands().ping();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void link_withoutProxy_isRefused() {
        try (RedisServer server = RedisServer.start()) {
            assertThatThrownBy(server::link)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("proxied(true)");
        }
    }

    @ParameterizedTest
    @CsvSource({"V6_2", "V7_4"})
    void tlsAndUsers_letOnlyKnownClientsIn(RedisVersion version) {
        try (RedisServer server = RedisServer.builder()
                        .version(version)
                        .proxied(true)
                        .tls(true)
                        .password(PASSWORD)
                        .aclUser("reader", "secret of one", "~sessions:* +@read +ping")
                        .start();
                TestClient reader = TestClient.overTls(server.uri(), server.certificate(), "reader", "secret of one");
                TestClient all = TestClient.overTls(server.uri(), server.certificate(), "default", PASSWORD)) {
            all.commands().set("sessions:1", "value");
            assertThat(reader.commands().get("sessions:1")).isEqualTo("value");
            assertThat(server.admin().dbsize()).isEqualTo(1);

            assertThatThrownBy(() -> reader.commands().get("other")).isInstanceOf(RedisCommandExecutionException.class);
            assertThatThrownBy(() -> TestClient.overTls(server.uri(), server.certificate(), "reader", "wrong"))
                    .isInstanceOf(RedisConnectionException.class);
            assertThatThrownBy(() -> TestClient.of(server.uri())).isInstanceOf(RedisConnectionException.class);
        }
    }

    @Test
    void config_andLocale_reachTheServer() {
        try (RedisServer server = RedisServer.builder()
                .config("maxmemory", "3mb")
                .config("maxmemory-policy", "volatile-ttl")
                // Otherwise the server overwrites its environment in memory with its process title.
                .config("set-proc-title", "no")
                .locale("C.UTF-8")
                .start()) {
            assertThat(server.admin().configGet("maxmemory*"))
                    .containsEntry("maxmemory", "3145728")
                    .containsEntry("maxmemory-policy", "volatile-ttl");
            assertThat(Path.of("/proc", Long.toString(server.pid()), "environ"))
                    .content(StandardCharsets.ISO_8859_1)
                    .contains("LC_ALL=C.UTF-8");
        }
    }

    @Test
    void start_withWrongConfiguration_saysWhatTheServerSaid() {
        assertThatThrownBy(() ->
                        RedisServer.builder().config("maxmemory", "plenty").start())
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("redis-1 ended")
                .hasMessageContaining("maxmemory \"plenty\"");
    }

    private static void awaitPong(TestClient client) {
        await().ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> client.commands().ping().equals("PONG"));
    }
}
