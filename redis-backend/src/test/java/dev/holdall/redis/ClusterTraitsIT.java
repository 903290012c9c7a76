package dev.holdall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.Traits;
import dev.holdall.testservers.redis.RedisCluster;
import dev.holdall.testservers.redis.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Opens stores on a cluster of which some primaries don't tell what they promise. */
@Tag("deep")
class ClusterTraitsIT {

    private static final String PASSWORD = "correct-horse";

    private final RedisCluster cluster = RedisCluster.builder()
            .replicas(0)
            .config("appendonly", "yes")
            .aclUser("sessions", PASSWORD, "~* +@all")
            .start();
    private final RedisServer silent = cluster.primaries().get(1);

    @AfterEach
    void close() {
        cluster.close();
    }

    @BeforeEach
    void allPromise() {
        Traits traits = traits();
        assertThat(traits.evicts()).isFalse();
        assertThat(traits.durability()).isEqualTo(Traits.Durability.DISK);
    }

    @Test
    void primaryThatDoesNotAnswerInfo_promisesNothing() {
        silent.execute("ACL", "SETUSER", "sessions", "-info");

        assertPromisesNothing();
    }

    @Test
    void primaryThatCanNotBeReached_promisesNothing() {
        silent.kill();

        assertPromisesNothing();
    }

    private void assertPromisesNothing() {
        Traits traits = traits();
        assertThat(traits.evicts()).isTrue();
        assertThat(traits.durability()).isEqualTo(Traits.Durability.SERVICE);
    }

    private Traits traits() {
        try (SessionStore store = Stores.of("topology = cluster, username = sessions, password = \"%s\", nodes = %s"
                        .formatted(PASSWORD, Backends.list(cluster.addresses())))
                .open()) {
            return store.traits();
        }
    }
}
