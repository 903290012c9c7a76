package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.redis.RedisCluster;
import dev.holdall.testservers.redis.RedisSentinels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Runs the contract on a cluster in one data centre, while the other one has a primary that sentinels name. */
@Tag("deep")
class DataCentreClusterContractIT extends SessionStoreContract {

    private final DocumentedUser user = DocumentedUser.read().with("a cluster").with("`data-centres`");
    private final RedisCluster cluster = RedisCluster.builder()
            .replicas(0)
            .aclUser(user.name(), user.password(), user.rules())
            .start();
    private final RedisSentinels sentinels = RedisSentinels.builder()
            .aclUser(user.name(), user.password(), user.rules())
            .start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory("""
                %1$s
                topology = cluster
                nodes = %2$s
                data-centres {
                  local = here
                  others.there {
                    %1$s
                    topology = sentinel
                    nodes = %3$s
                    master-name = %4$s
                  }
                }
                """.formatted(
                        user.options(),
                        Backends.list(cluster.addresses()),
                        Backends.list(sentinels.sentinelAddresses()),
                        sentinels.masterName()));
    }

    @Override
    public int rounds() {
        return 50;
    }

    @AfterAll
    void stop() {
        cluster.close();
        sentinels.close();
    }
}
