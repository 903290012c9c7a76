package dev.holdall.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdall.testservers.redis.RedisReplication;
import dev.holdall.testservers.redis.RedisServer;
import dev.holdall.testservers.redis.RedisVersion;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisReplicationIT {

    private static final byte[] VALUE = {1};
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private final RedisReplication redis =
            RedisReplication.builder().replicas(2).start();

    @AfterAll
    void close() {
        redis.close();
    }

    @Test
    void writes_reachAllReplicas() {
        redis.primary().admin().set("writes", VALUE);
        redis.awaitInSync();

        assertThat(redis.replicas())
                .hasSize(2)
                .allSatisfy(replica -> assertThat(replica.admin().get("writes")).isEqualTo(VALUE));
    }

    @Test
    void primary_knowsItsReplicas_byTheirOwnAddresses() {
        assertThat(redis.primary().info()).containsEntry("connected_slaves", "2");
        assertThat(redis.replicas())
                .allSatisfy(replica -> assertThat(redis.primary().admin().info("replication"))
                        .contains("ip=" + replica.address().getHostString() + ",port=6379,state=online"));
    }

    @Test
    void link_delaysAndCutsReplication_andNotClients() {
        RedisServer replica = redis.replicas().get(0);
        redis.link().delay(Duration.ofMillis(500));
        redis.primary().admin().set("delayed", VALUE);
        assertThat(replica.admin().get("delayed")).isNull();
        redis.awaitInSync();
        assertThat(replica.admin().get("delayed")).isEqualTo(VALUE);
        redis.link().delay(Duration.ZERO);

        redis.link().cut();
        redis.primary().admin().set("cut", VALUE);
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(replica.info()).containsEntry("master_link_status", "down"));
        assertThat(replica.admin().get("cut")).isNull();

        redis.link().heal();
        redis.awaitInSync();
        assertThat(replica.admin().get("cut")).isEqualTo(VALUE);
    }

    @Test
    void promote_afterKill_letsTheOthersFollow_andTheOldPrimaryToo() {
        RedisServer old = redis.primary();
        RedisServer next = redis.replicas().get(0);
        RedisServer other = redis.replicas().get(1);
        old.admin().set("promote", VALUE);
        redis.awaitInSync();

        old.kill();
        redis.promote(next);
        assertThat(redis.primary()).isSameAs(next);
        next.admin().set("promote", new byte[] {2});
        redis.awaitInSync();
        assertThat(other.admin().get("promote")).isEqualTo(new byte[] {2});

        old.restart();
        assertThat(old.admin().dbsize()).isZero();
        redis.promote(next);
        redis.awaitInSync();
        assertThat(old.admin().get("promote")).isEqualTo(new byte[] {2});
    }

    @Test
    void restartedReplica_isFilledAgain() {
        RedisServer replica = redis.replicas().get(0);
        redis.primary().admin().set("filled", VALUE);

        replica.restart();
        redis.awaitInSync();

        assertThat(replica.admin().get("filled")).isEqualTo(VALUE);
    }

    @Test
    void tlsAndPassword_holdAmongServersToo() {
        try (RedisReplication secured = RedisReplication.builder()
                        .version(RedisVersion.V6_2)
                        .tls(true)
                        .password("secret")
                        .config("min-replicas-to-write", "1")
                        .start();
                TestClient client = TestClient.overTls(
                        secured.primary().uri(), secured.primary().certificate(), "default", "secret")) {
            // The primary counts its good replicas once a second.
            await().atMost(RECOVERY)
                    .untilAsserted(
                            () -> assertThat(secured.primary().info()).containsEntry("min_slaves_good_slaves", "1"));
            client.commands().set("key", "value");
            secured.awaitInSync();
            assertThat(secured.replicas().get(0).admin().exists("key")).isEqualTo(1);

            secured.replicas().get(0).kill();
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(secured.primary().info()).containsEntry("connected_slaves", "0"));
            assertThatThrownBy(() -> client.commands().set("key", "other"))
                    .isInstanceOf(RedisCommandExecutionException.class)
                    .hasMessageStartingWith("NOREPLICAS");
        }
    }
}
