package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.RedisSentinels;
import dev.holdall.testservers.RedisVersion;
import org.junit.jupiter.api.AfterAll;

/** The contract on the server that sentinels name, of the newer version. */
class SentinelContractIT extends SessionStoreContract {

    private final RedisSentinels sentinels =
            RedisSentinels.builder().version(RedisVersion.V7_4).start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory("uri = \"%s\"".formatted(sentinels.uri()));
    }

    @Override
    public int rounds() {
        return 50;
    }

    @AfterAll
    void stop() {
        sentinels.close();
    }
}
