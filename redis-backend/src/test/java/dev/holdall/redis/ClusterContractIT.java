package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.redis.RedisCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Runs the contract on a cluster, as a user who has only the rights that {@code docs/backends/redis.md} lists. */
@Tag("deep")
class ClusterContractIT extends SessionStoreContract {

    private final DocumentedUser user = DocumentedUser.read().with("a cluster");
    private final RedisCluster cluster = RedisCluster.builder()
            .replicas(0)
            .aclUser(user.name(), user.password(), user.rules())
            .start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory(user.options() + """
                topology = cluster
                nodes = %s
                """.formatted(Backends.list(cluster.addresses())));
    }

    @Override
    public int rounds() {
        return 50;
    }

    @AfterAll
    void stop() {
        cluster.close();
    }
}
