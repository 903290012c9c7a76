package dev.holdall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.RedisServer;
import dev.holdall.testservers.RedisVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;

/** The contract over TLS, as a user who may do no more than the document says that the library needs. */
class SecuredContractIT extends SessionStoreContract {

    private static final Path DOCUMENT = Path.of("../docs/backends/redis.md");

    /** {@code ACL SETUSER name on >password ~keys rules}. */
    private static final Pattern USER = Pattern.compile("^ACL SETUSER (\\S+) on >(\\S+) (.+)$", Pattern.MULTILINE);

    private final Matcher user = user();
    private final RedisServer server = RedisServer.builder()
            .version(RedisVersion.V7_4)
            .tls(true)
            .aclUser(user.group(1), user.group(2), user.group(3))
            .start();

    @Override
    protected BackendFactory backend() {
        return Backends.factory("""
                nodes = %s
                username = %s
                password = "%s"
                tls { enabled = true, trust-store = "%s", trust-store-password = "%s" }
                """.formatted(
                        Backends.list(List.of(server.address())),
                        user.group(1),
                        user.group(2),
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

    private static Matcher user() {
        try {
            Matcher user = USER.matcher(Files.readString(DOCUMENT));
            assertThat(user.find()).as("a line ACL SETUSER in %s", DOCUMENT).isTrue();
            return user;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
