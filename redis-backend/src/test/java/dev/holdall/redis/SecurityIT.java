package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreConfigurationException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.testservers.network.Link;
import dev.holdall.testservers.network.TcpProxy;
import dev.holdall.testservers.processes.ServerCertificate;
import dev.holdall.testservers.redis.RedisServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens stores on a server with TLS, as users with and without the rights that a store needs. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityIT {

    private static final String PASSWORD = "correct-horse";
    private static final String WRONG = "hunter2";
    private static final String NO_TLS = "no server could be reached over TLS";

    private final RedisServer server = RedisServer.builder()
            .tls(true)
            .password(PASSWORD)
            .aclUser("sessions", PASSWORD, "~* +@all")
            .aclUser("no-scripts", PASSWORD, "~* +@all -@scripting")
            .aclUser("no-loading", PASSWORD, "~* +@all -script")
            .aclUser("no-time", PASSWORD, "~* +@all -time")
            .aclUser("no-writing", PASSWORD, "~* +@all -set")
            .aclUser("no-info", PASSWORD, "~* +@all -info")
            .aclUser("no-waiting", PASSWORD, "~* +@all -wait")
            .aclUser("other-keys", PASSWORD, "~other:* +@all")
            .start();

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void rightCredentials_andATrustedCertificate_letTheStoreIn() {
        for (String credentials : List.of(user("sessions", PASSWORD), "password = " + PASSWORD)) {
            try (SessionStore store = open(credentials, tls())) {
                assertWorks(store);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"sessions, hunter2", "nobody, hunter2", "nobody, correct-horse"})
    void wrongCredentials_areTold_andNotShown(String name, String password) {
        assertRefused(user(name, password), tls()).hasMessageContaining("did not accept the credentials");
    }

    @Test
    void missingCredentials_areTold() {
        assertRefused("", tls()).hasMessageContaining("needs credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-scripts", "no-loading", "no-time"})
    void userWithoutTheRightToRunScripts_isToldAtOpening(String name) {
        assertRefused(user(name, PASSWORD), tls()).hasMessageContaining("doesn't let this user run scripts");
    }

    @Test
    void userWithoutTheRightToWait_isToldAtOpening_whereThatIsWanted() {
        assertRefused(user("no-waiting", PASSWORD), tls() + "wait.replicas = 1\n")
                .hasMessageContaining("doesn't let this user run WAIT");
        open(user("no-waiting", PASSWORD), tls()).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-writing", "other-keys"})
    void userWithoutAnotherRight_isToldAtItsFirstWrite(String name) {
        try (SessionStore store = open(user(name, PASSWORD), tls())) {
            assertThatThrownBy(() -> store.set("alice:4f1c", bytes("secret")))
                    .isInstanceOfSatisfying(SessionStoreException.class, failure -> {
                        assertThat(failure).hasMessageContaining("the user may not run a command or use the key");
                        assertThat(shown(failure)).doesNotContain("alice", "secret", PASSWORD);
                    });
        }
    }

    @Test
    void serverThatTellsNothingOfItself_mayEvict_asFarAsItIsKnown() {
        try (SessionStore store = open(user("no-info", PASSWORD), tls())) {
            assertThat(store.traits().evicts()).isTrue();
            assertWorks(store);
        }
        try (SessionStore store = open(user("sessions", PASSWORD), tls())) {
            assertThat(store.traits().evicts()).isFalse();
        }
    }

    @Test
    void certificateThatNobodyVouchesFor_isRefused() {
        assertRefused(user("sessions", PASSWORD), "tls.enabled = true")
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(NO_TLS)
                .hasMessageContaining("tls.trust-store");
    }

    @Test
    void trustStoreWithAnotherPassword_isTold_andNotShown() {
        assertRefused(user("sessions", PASSWORD), tls() + "tls.trust-store-password = " + WRONG)
                .isInstanceOf(StoreConfigurationException.class)
                .hasMessageContaining("tls.trust-store can't be opened: tls.trust-store-password is not its password");
    }

    @Test
    void trustStoreThatIsNone_orThatNeedsAPassword_isTold(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("trust.p12"), "This is a text.");
        assertRefused(user("sessions", PASSWORD), "tls { enabled = true, trust-store = \"%s\" }".formatted(text))
                .isInstanceOf(StoreConfigurationException.class)
                .hasMessageContaining("tls.trust-store is not a key store");
        String trusted = server.certificate().trustStore().toString();
        assertRefused(user("sessions", PASSWORD), "tls { enabled = true, trust-store = \"%s\" }".formatted(trusted))
                .isInstanceOf(StoreConfigurationException.class)
                .hasMessageContaining("set tls.trust-store-password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "topology = cluster", "topology = sentinel, master-name = primary"})
    void storeWithoutTls_isRefused_andToldOfTls(String topology) {
        assertRefused(user("sessions", PASSWORD), "tls.enabled = false\n" + topology)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("those do that expect TLS: rediss://");
    }

    @Test
    void certificateForAnotherName_isRefused_unlessNamesDoNotCount() {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (TcpProxy proxy = TcpProxy.start(anywhere, server.address(), new Link())) {
            String options = tls() + "nodes = " + Backends.list(List.of(proxy.address())) + "\n";

            assertRefused(user("sessions", PASSWORD), options)
                    .hasMessageContaining(NO_TLS)
                    .hasMessageContaining("tls.hostname-verification");
            try (SessionStore store = open(user("sessions", PASSWORD), options + "tls.hostname-verification = false")) {
                assertWorks(store);
            }
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String credentials, String options) {
        return assertThatThrownBy(() -> open(credentials, options).close())
                .isInstanceOfSatisfying(SessionStoreException.class, failure -> {
                    assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                    assertThat(shown(failure)).doesNotContain(PASSWORD, WRONG);
                });
    }

    private SessionStore open(String credentials, String options) {
        return Stores.of("nodes = " + Backends.list(List.of(server.address())) + "\n" + credentials + "\n" + options)
                .openTimeout(Duration.ofSeconds(5))
                .open();
    }

    private static void assertWorks(SessionStore store) {
        store.set("key", bytes("value"));
        assertThat(store.get("key")).contains(bytes("value"));
    }

    private static String user(String name, String password) {
        return "username = " + name + "\npassword = " + password;
    }

    private String tls() {
        ServerCertificate certificate = server.certificate();
        return """
                tls { enabled = true, trust-store = "%s", trust-store-password = "%s" }
                """.formatted(certificate.trustStore(), certificate.password());
    }

    private static String shown(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
