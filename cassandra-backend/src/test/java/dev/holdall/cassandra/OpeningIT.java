package dev.holdall.cassandra;

import static dev.holdall.cassandra.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreConfigurationException;
import dev.holdall.StoreInterruptedException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens stores with contact points that don't answer, or that belong to another data centre. */
class OpeningIT {

    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(2);

    /** What a busy machine may add to the timeout. */
    private static final Duration SLACK = Duration.ofSeconds(15);

    private final CassandraCluster cluster = Clusters.oneNode();

    @AfterEach
    void noOpeningThreadIsLeft() {
        await().atMost(SLACK).untilAsserted(() -> assertThat(openingThreads()).isEmpty());
    }

    @Test
    void noNodeThatListens_failsAtOnce_namingTheContactPointsTried() throws IOException {
        String refusing = "127.0.0.1:" + unusedPort();

        assertFailsInTime(() -> open("contact-points = [\"" + refusing + "\", \"localhost:1\"]"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(
                        "no node could be reached: tried the contact points [" + refusing + ", localhost:1]");
    }

    @Test
    void nodeThatAcceptsAndNeverAnswers_failsByTheTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String point = "127.0.0.1:" + silent.getLocalPort();

            assertFailsInTime(() -> open("contact-points = [\"" + point + "\"]"))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining(point);
        }
    }

    @Test
    void manySilentNodes_takeNoLongerThanOne() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String points = Set.of(1, 2, 3, 4, 5, 6, 7, 8).stream()
                    .map(host -> "\"127.0.0." + host + ":" + silent.getLocalPort() + "\"")
                    .collect(Collectors.joining(", "));

            assertFailsInTime(() -> open("contact-points = [" + points + "]"))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("127.0.0.8:" + silent.getLocalPort());
        }
    }

    @Test
    void unknownHostName_isReported() {
        assertFailsInTime(() -> open("contact-points = [nowhere.invalid, \"elsewhere.invalid:7\"]"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no contact point has an address")
                .hasMessageContaining("[nowhere.invalid:9042, elsewhere.invalid:7]");
    }

    @Test
    void oneGoodContactPoint_isEnough() throws IOException {
        InetSocketAddress good = cluster.node(Clusters.EQIAD, 0).contactPoint();
        String points = "nowhere.invalid, \"127.0.0.1:" + unusedPort() + "\", \"" + good.getHostString() + ":"
                + good.getPort() + "\"";
        try (SessionStore store = Stores.in(cluster, Clusters.EQIAD, "contact-points = [" + points + "]")
                .open()) {
            assertWorks(store);
        }
    }

    @Test
    void tlsWithANodeThatHasNone_isReported() {
        InetSocketAddress plain = cluster.node(Clusters.EQIAD, 0).contactPoint();
        String point = plain.getHostString() + ":" + plain.getPort();

        assertFailsInTime(() -> open("tls.enabled = true, contact-points = [\"" + point + "\"]"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no node could be reached: tried the contact points [" + point
                        + "]; tls.enabled is true, but a node answered without TLS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "advanced.auth-provider.class = com.example.hunter2",
                "advanced.connection.connect-timeout = hunter2",
                "advanced.connection.init-query-timeout = hunter2",
                "basic.load-balancing-policy.class = hunter2",
            })
    void valueThatTheDriverCantRead_isNotShown_butItsOptionIs(String option) {
        InetSocketAddress good = cluster.node(Clusters.EQIAD, 0).contactPoint();
        String point = good.getHostString() + ":" + good.getPort();

        assertFailsInTime(() -> open("contact-points = [\"" + point + "\"], driver { " + option + " }"))
                .hasMessageContaining("driver." + option.substring(0, option.indexOf(' ')))
                .satisfies(failure -> assertThat(shown(failure)).doesNotContain("hunter2"));
    }

    @Test
    void unknownDataCentre_isAProblem_thatNamesTheKnownOnes() {
        assertThatThrownBy(() -> Stores.in(cluster, Clusters.EQIAD, "local-datacenter = esams")
                        .open())
                .isInstanceOfSatisfying(
                        StoreConfigurationException.class,
                        failure -> assertThat(failure.problems())
                                .containsExactly(
                                        "holdall.stores.sessions.cassandra.local-datacenter is none of the cluster's"
                                                + " data centres, which are [eqiad]"));
    }

    @Test
    void opening_onAnInterruptedThread_fails_andKeepsTheFlag() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> open("contact-points = [\"127.0.0.1:" + silent.getLocalPort() + "\"]"))
                    .isInstanceOf(StoreInterruptedException.class)
                    .hasMessageContaining("the thread was interrupted while it waited for the backend to open");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void stores_areOpenedAndClosed_independentlyOfEachOther() {
        String table = "table = " + Stores.newName("another");
        try (SessionStore remaining = Stores.in(cluster, Clusters.EQIAD, table).open()) {
            try (SessionStore closed = Stores.in(cluster, Clusters.EQIAD, "").open()) {
                String key = Stores.newName("key");
                closed.set(key, bytes("value"));
                assertThat(remaining.get(key)).isEmpty();
            }
            assertWorks(remaining);
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFailsInTime(ThrowingCallable opening) {
        long start = System.nanoTime();
        var failure = assertThatThrownBy(opening);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(OPEN_TIMEOUT.plus(SLACK));
        return failure.satisfies(
                thrown -> assertThat(((SessionStoreException) thrown).outcome()).isEqualTo(Outcome.NOT_APPLIED));
    }

    private static void open(String options) {
        Stores.of("local-datacenter = eqiad, " + options)
                .openTimeout(OPEN_TIMEOUT)
                .open()
                .close();
    }

    private static void assertWorks(SessionStore store) {
        String key = Stores.newName("key");
        store.set(key, bytes("value"));
        assertThat(store.get(key)).contains(bytes("value"));
    }

    private static String shown(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Set<String> openingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("holdall-opening-"))
                .collect(Collectors.toSet());
    }
}
