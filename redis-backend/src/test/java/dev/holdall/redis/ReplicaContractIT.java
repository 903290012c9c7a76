package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.RedisReplication;
import dev.holdall.testservers.RedisServer;
import org.junit.jupiter.api.AfterAll;

/** The contract on a primary and a replica that is read from, where writes wait until the replica has them. */
class ReplicaContractIT extends SessionStoreContract {

    private final RedisReplication servers =
            RedisReplication.builder().replicas(1).start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory("""
                uri = "%s"
                read-from = nearest
                replicas = %s
                wait { replicas = 1, timeout = 1 second }
                """.formatted(
                servers.primary().uri(),
                Backends.list(
                        servers.replicas().stream().map(RedisServer::address).toList())));
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
