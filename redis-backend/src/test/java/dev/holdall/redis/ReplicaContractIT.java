package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.redis.RedisReplication;
import dev.holdall.testservers.redis.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/**
 * Runs the contract on a primary and a replica, in another database than the first. Reads go to the replica, and writes
 * wait until the replica has them. The user has only the rights that {@code docs/backends/redis.md} lists.
 */
@Tag("deep")
class ReplicaContractIT extends SessionStoreContract {

    private final DocumentedUser user =
            DocumentedUser.read().with("`wait.replicas`").with("`database` other than 0");
    private final RedisReplication servers = RedisReplication.builder()
            .replicas(1)
            .aclUser(user.name(), user.password(), user.rules())
            .start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory(user.options()
                + """
                nodes = %s
                database = 1
                read-from = nearest
                replicas = %s
                wait { replicas = 1, timeout = 1 second }
                """.formatted(
                                Backends.list(List.of(servers.primary().address())),
                                Backends.list(servers.replicas().stream()
                                        .map(RedisServer::address)
                                        .toList())));
    }

    @Override
    public int rounds() {
        return 50;
    }

    @AfterAll
    void stop() {
        servers.close();
    }
}
