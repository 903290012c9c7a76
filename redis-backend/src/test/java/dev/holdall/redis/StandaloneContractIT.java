package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.redis.RedisServer;
import dev.holdall.testservers.redis.RedisVersion;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** Runs the contract on one server of the oldest supported version. */
class StandaloneContractIT extends SessionStoreContract {

    private final RedisServer server =
            RedisServer.builder().version(RedisVersion.V6_2).start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory("uri = \"%s\"".formatted(server.uri()));
    }

    @Override
    public int rounds() {
        return 200;
    }

    @Override
    public Optional<String> configuration() {
        return Optional.of("holdall.stores.sessions { backend = redis, redis.uri = \"%s\" }".formatted(server.uri()));
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
