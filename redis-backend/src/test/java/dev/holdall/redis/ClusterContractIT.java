package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.RedisCluster;
import org.junit.jupiter.api.AfterAll;

/** The contract on a cluster. */
class ClusterContractIT extends SessionStoreContract {

    private final RedisCluster cluster = RedisCluster.builder().replicas(0).start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory("""
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
