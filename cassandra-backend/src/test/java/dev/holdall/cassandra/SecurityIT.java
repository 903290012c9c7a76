package dev.holdall.cassandra;

import static dev.holdall.cassandra.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreConfigurationException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.network.Link;
import dev.holdall.testservers.network.TcpProxy;
import dev.holdall.testservers.processes.ServerCertificate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A cluster that requires credentials and TLS. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityIT {

    private static final String WRONG = "hunter2";
    private static final String NOT_ACCEPTED =
            "the cluster did not accept the credentials, or requires some and none are set";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NO_TLS = "no node could be reached over TLS";

    private final CassandraCluster cluster = CassandraCluster.builder()
            .dataCenter(Clusters.EQIAD, 1)
            .authentication(true)
            .clientTls(true)
            .start();

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void rightCredentials_andATrustedCertificate_letTheStoreIn() {
        try (SessionStore store = open(credentials(CassandraCluster.PASSWORD) + tls())) {
            assertWorks(store);
        }
    }

    @Test
    void wrongPassword_isReported_andNotShown() {
        assertRefused(credentials(WRONG) + tls())
                .hasMessageContaining(NOT_ACCEPTED)
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void missingCredentials_areReported() {
        assertRefused(tls()).hasMessageContaining(NOT_ACCEPTED);
    }

    @Test
    void untrustedCertificate_isRefused() {
        assertRefused(credentials(CassandraCluster.PASSWORD) + "tls.enabled = true")
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(NO_TLS)
                .hasMessageContaining("tls.trust-store");
    }

    @Test
    void wrongTrustStorePassword_isReported_andNotShown() {
        assertRefused(credentials(CassandraCluster.PASSWORD) + tls() + "tls.trust-store-password = " + WRONG)
                .isInstanceOf(StoreConfigurationException.class)
                .hasMessageContaining("tls.trust-store can't be opened: tls.trust-store-password is not its password");
    }

    @Test
    void storeWithoutTls_isRefused() {
        assertRefused(credentials(CassandraCluster.PASSWORD))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("as one does that requires TLS (tls.enabled is false)");
    }

    @Test
    void certificateForAnotherName_isRefused_unlessNamesAreNotVerified() {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        InetSocketAddress node = cluster.node(Clusters.EQIAD, 0).contactPoint();
        try (TcpProxy proxy = TcpProxy.start(anywhere, node, new Link())) {
            String options = credentials(CassandraCluster.PASSWORD) + tls() + "contact-points = [\"127.0.0.1:"
                    + proxy.address().getPort() + "\"]\n";

            assertRefused(options).hasMessageContaining(NO_TLS).hasMessageContaining("tls.hostname-verification");
            try (SessionStore store = open(options + "tls.hostname-verification = false")) {
                assertWorks(store);
            }
        }
    }

    @Test
    void passwordThatIsChanged_whileTheStoreIsOpen_isReported() {
        Link link = new Link();
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        String login = "username = changing, password = at-first\n" + tls() + "tls.hostname-verification = false\n";
        try (CqlSession admin = cluster.connect(Clusters.EQIAD);
                TcpProxy proxy =
                        TcpProxy.start(anywhere, cluster.node(Clusters.EQIAD, 0).contactPoint(), link)) {
            admin.execute("CREATE ROLE changing WITH LOGIN = true AND SUPERUSER = true AND PASSWORD = 'at-first'");
            try (SessionStore store = open(
                    login + "contact-points = [\"127.0.0.1:" + proxy.address().getPort() + "\"]")) {
                assertWorks(store);
                // A node refuses to change a password twice in five seconds, and reports that as overload.
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(OverloadedException.class)
                        .until(() -> admin.execute("ALTER ROLE changing WITH PASSWORD = 'later'")
                                .wasApplied());
                link.cut();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertRefused(login).hasMessageContaining(NOT_ACCEPTED));
                link.heal();

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThatThrownBy(() -> store.get("key"))
                                .hasMessageContaining(
                                        "no node of the local data centre is connected; connecting anew failed: "
                                                + NOT_ACCEPTED));
            }
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String options) {
        return assertThatThrownBy(() -> open(options)).isInstanceOfSatisfying(SessionStoreException.class, failure -> {
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            assertThat(shown(failure)).doesNotContain(WRONG);
        });
    }

    private SessionStore open(String options) {
        return Stores.in(cluster, Clusters.EQIAD, options).open();
    }

    private static void assertWorks(SessionStore store) {
        store.set("key", bytes("value"));
        assertThat(store.get("key")).contains(bytes("value"));
    }

    private static String credentials(String password) {
        return "username = " + CassandraCluster.USER + "\npassword = " + password + "\n";
    }

    private String tls() {
        ServerCertificate certificate = cluster.certificate();
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
