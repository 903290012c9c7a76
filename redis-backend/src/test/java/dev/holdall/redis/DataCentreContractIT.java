package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.redis.RedisServer;
import dev.holdall.testservers.redis.RedisVersion;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Runs the contract in one of two data centres, on the oldest supported version. */
@Tag("deep")
class DataCentreContractIT extends SessionStoreContract {

    private final RedisServer here =
            RedisServer.builder().version(RedisVersion.V6_2).start();
    private final RedisServer there =
            RedisServer.builder().version(RedisVersion.V6_2).start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory(options());
    }

    @Override
    public Optional<String> configuration() {
        return Optional.of("""
                holdall.stores.sessions {
                  backend = redis
                  redis { %s }
                }
                """.formatted(options()));
    }

    private String options() {
        return """
                uri = "%s"
                data-centres { local = here, others.there.uri = "%s" }
                """.formatted(here.uri(), there.uri());
    }

    @Override
    public int rounds() {
        return 200;
    }

    @AfterAll
    void stop() {
        here.close();
        there.close();
    }
}
