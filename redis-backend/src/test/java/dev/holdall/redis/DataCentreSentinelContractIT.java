package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.redis.RedisCluster;
import dev.holdall.testservers.redis.RedisSentinels;
import dev.holdall.testservers.redis.RedisVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Runs the contract on a primary that sentinels name, while the other data centre has a cluster. */
@Tag("deep")
class DataCentreSentinelContractIT extends SessionStoreContract {

    private final RedisSentinels sentinels =
            RedisSentinels.builder().version(RedisVersion.V7_4).start();
    private final RedisCluster cluster = RedisCluster.builder().replicas(0).start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory("""
                topology = sentinel
                nodes = %s
                master-name = %s
                data-centres { local = here, others.there { topology = cluster, nodes = %s } }
                """.formatted(
                        Backends.list(sentinels.sentinelAddresses()),
                        sentinels.masterName(),
                        Backends.list(cluster.addresses())));
    }

    @Override
    public int rounds() {
        return 50;
    }

    @AfterAll
    void stop() {
        sentinels.close();
        cluster.close();
    }
}
