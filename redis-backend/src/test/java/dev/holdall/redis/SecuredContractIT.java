package dev.holdall.redis;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.redis.RedisServer;
import dev.holdall.testservers.redis.RedisVersion;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Runs the contract over TLS, as a user who has only the rights that {@code docs/backends/redis.md} lists. */
@Tag("deep")
class SecuredContractIT extends SessionStoreContract {

    private final DocumentedUser user = DocumentedUser.read();
    private final RedisServer server = RedisServer.builder()
            .version(RedisVersion.V7_4)
            .tls(true)
            .aclUser(user.name(), user.password(), user.rules())
            .start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory(user.options()
                + """
                nodes = %s
                tls { enabled = true, trust-store = "%s", trust-store-password = "%s" }
                """.formatted(
                                Backends.list(List.of(server.address())),
                                server.certificate().trustStore(),
                                server.certificate().password()));
    }

    @Override
    public int rounds() {
        return 50;
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
