package dev.holdall.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.testservers.redis.RedisSentinels;
import dev.holdall.testservers.redis.RedisServer;
import dev.holdall.testservers.redis.RedisVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisSentinelsIT {

    private static final byte[] VALUE = {1};

    private final RedisSentinels redis = RedisSentinels.builder().start();

    @AfterAll
    void close() {
        redis.close();
    }

    @Test
    void uri_leadsClientsToThePrimary() {
        try (TestClient client = TestClient.of(redis.uri())) {
            client.commands().set("uri", "value");
        }
        assertThat(redis.primary().admin().exists("uri")).isEqualTo(1);
        assertThat(redis.replicas()).hasSize(2).doesNotContain(redis.primary());
        assertThat(redis.sentinelAddresses()).hasSize(3);
    }

    @Test
    void killedPrimary_isReplaced_andComesBackAsAReplica() {
        RedisServer old = redis.primary();
        old.admin().set("killed", VALUE);
        redis.awaitReady();

        old.kill();
        RedisServer next = redis.awaitFailover(old);
        assertThat(redis.primary()).isSameAs(next).isNotSameAs(old);
        assertThat(next.admin().get("killed")).isEqualTo(VALUE);

        old.restart();
        redis.awaitReady();
        assertThat(old.info()).containsEntry("role", "slave");
        assertThat(old.admin().get("killed")).isEqualTo(VALUE);
    }

    @Test
    void pausedPrimary_isReplaced_andFollowsWhenItGoesOn() {
        RedisServer old = redis.primary();

        old.pause();
        RedisServer next = redis.awaitFailover(old);
        next.admin().set("paused", VALUE);

        old.resume();
        redis.awaitReady();
        assertThat(old.info()).containsEntry("role", "slave");
        assertThat(old.admin().get("paused")).isEqualTo(VALUE);
    }

    @Test
    void killedSentinel_isNotMissed() {
        RedisServer sentinel = redis.sentinels().get(0);
        sentinel.kill();
        assertThat(redis.primary().info()).containsEntry("role", "master");
        try (TestClient client = TestClient.of(redis.uri())) {
            assertThat(client.commands().ping()).isEqualTo("PONG");
        }

        sentinel.restart();
        redis.awaitReady();
    }

    @Test
    void tlsAndPassword_holdForSentinelsAndServers() {
        try (RedisSentinels secured = RedisSentinels.builder()
                        .replicas(1)
                        .version(RedisVersion.V6_2)
                        .tls(true)
                        .password("secret")
                        .start();
                TestClient client =
                        TestClient.overTls(secured.uri(), secured.primary().certificate(), "default", "secret")) {
            assertThat(secured.uri()).startsWith("rediss-sentinel://");
            client.commands().set("key", "value");
            assertThat(secured.primary().admin().exists("key")).isEqualTo(1);

            RedisServer old = secured.primary();
            old.kill();
            assertThat(secured.awaitFailover(old)).isNotSameAs(old);
        }
    }
}
