package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.redis.RedisSentinels;
import dev.holdall.testservers.redis.RedisVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/**
 * Runs the contract on the primary that sentinels name, of the newer server version. The users of the primary and of
 * the sentinels have only the rights that {@code docs/backends/redis.md} lists.
 */
@Tag("deep")
class SentinelContractIT extends SessionStoreContract {

    private final DocumentedUser user = DocumentedUser.read();
    private final RedisSentinels sentinels = RedisSentinels.builder()
            .version(RedisVersion.V7_4)
            .aclUser(user.name(), user.password(), user.rules())
            .start();

    /** Creates a user on the sentinels, too. */
    SentinelContractIT() {
        String rights = DocumentedUser.rights("Sentinel, for its own user on the sentinels");
        String command = "ACL SETUSER asking on >%s -@all %s".formatted(user.password(), rights);
        sentinels.sentinels().forEach(sentinel -> sentinel.execute(command.split(" ")));
    }

    @Override
    protected BackendFactory backend() {
        return Backends.factory(user.options()
                + """
                topology = sentinel
                nodes = %s
                master-name = %s
                sentinel { username = asking, password = "%s" }
                """.formatted(Backends.list(sentinels.sentinelAddresses()), sentinels.masterName(), user.password()));
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
