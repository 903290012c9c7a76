package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.BackendProvider;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Opens stores on servers that don't answer, and on servers that do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpeningIT {

    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(1);

    /** How much longer than the timeout opening may take, because of closing and a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final RedisServer server = RedisServer.start();

    @AfterAll
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://%s", "redis-cluster://%s", "redis-sentinel://%s#primary"})
    void serverThatDoesNotListen_isToldAtOnce(String uri) throws IOException {
        String refusing = "127.0.0.1:" + portThatNobodyHas();

        assertFailsInTime(uri.formatted(refusing)).hasMessageContaining("tried [" + refusing + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://%s", "redis-cluster://%s", "redis-sentinel://%s#primary"})
    void serverThatAcceptsAndNeverAnswers_isGivenUp(String uri) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();

            assertFailsInTime(uri.formatted(address)).hasMessageContaining(address);
        }
    }

    /** The event loops end with the client here, and would leave the descriptor of a connection that isn't ready. */
    @Tag("deep")
    @ParameterizedTest
    @ValueSource(strings = {"redis://%s", "redis-cluster://%s", "redis-sentinel://%s#primary"})
    void openingThatIsGivenUp_leavesNoDescriptor(String uri) throws IOException {
        try (SilentServer silent = new SilentServer()) {
            List<Long> counts = new ArrayList<>();
            counts.add(descriptorsAfterOpening(uri.formatted(silent.address()), silent, 2));
            // The JVM opens descriptors of its own, such as that of a library, but not each time.
            do {
                counts.add(0, descriptorsAfterOpening(uri.formatted(silent.address()), silent, 4));
            } while (counts.get(0) > counts.get(1) && counts.size() < 4);

            assertThat(counts.get(0))
                    .as("the newest of the counts %s, which grow each time", counts)
                    .isLessThanOrEqualTo(counts.get(1));
        }
    }

    private static long descriptorsAfterOpening(String uri, SilentServer silent, int times) {
        for (int i = 0; i < times; i++) {
            assertFailsInTime(uri).hasMessageContaining(silent.address());
        }
        await().atMost(SLACK).untilAsserted(() -> {
            assertThat(silent.open()).isZero();
            assertThat(threads()).isEmpty();
        });
        return Descriptors.open();
    }

    /** The server closes none of the connections, so it counts those that the store has left open. */
    @ParameterizedTest
    @ValueSource(strings = {"redis://%s", "redis-cluster://%s", "redis-sentinel://%s#primary"})
    void openingThatIsGivenUp_leavesNoConnection_whileAnotherStoreIsOpen(String uri) throws IOException {
        try (SessionStore other = Stores.on(server, "").open();
                SilentServer silent = new SilentServer()) {
            assertFailsInTime(uri.formatted(silent.address())).hasMessageContaining(silent.address());

            await().atMost(SLACK).untilAsserted(() -> {
                assertThat(silent.accepted()).isPositive();
                assertThat(silent.open()).isZero();
            });
            other.set("key", bytes("value"));
        }
    }

    @Test
    void openingThatIsGivenUp_leavesNoReplica() throws IOException {
        try (SessionStore other = Stores.on(server, "").open();
                SilentServer silent = new SilentServer()) {
            String replica = "read-from = nearest, replicas = [\"%s\"]".formatted(silent.address());
            assertThatThrownBy(() -> Stores.of(
                                    "uri = \"redis://127.0.0.1:%d\"%n%s".formatted(portThatNobodyHas(), replica))
                            .openTimeout(OPEN_TIMEOUT)
                            .open())
                    .hasMessageContaining("no server could be reached");

            await().atMost(SLACK).untilAsserted(() -> assertThat(silent.open()).isZero());
            int accepted = silent.accepted();
            await().during(Duration.ofSeconds(3)).atMost(SLACK).until(() -> silent.accepted() == accepted);
            other.set("key", bytes("value"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://%s", "redis-cluster://%s", "redis-sentinel://%s#primary"})
    void nameThatNobodyKnows_isTold(String uri) {
        assertFailsInTime(uri.formatted("nowhere.invalid")).hasMessageContaining("nowhere.invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "redis-cluster://%s, has no cluster support",
        "redis-sentinel://%s#primary, is not a sentinel",
        "redis://%s/99, has no database of the number that is set",
        "rediss://%s, no server answered over TLS",
        "rediss-cluster://%s, no server answered over TLS",
        "rediss-sentinel://%s#primary, no server answered over TLS",
        "redis://nobody:correct-horse@%s, did not accept the credentials",
        "redis-cluster://nobody:correct-horse@%s, did not accept the credentials",
        "redis://restricted:correct-horse@%s/1, doesn't let this user run SELECT",
        "redis-cluster://restricted:correct-horse@%s, doesn't let this user run CLUSTER NODES",
    })
    void serverThatRefuses_isToldWithItsReason(String uri, String reason) {
        server.execute("ACL", "SETUSER", "restricted", "on", ">correct-horse", "~*", "+@all", "-select", "-cluster");
        String address = server.uri().replace("redis://", "");

        assertThatThrownBy(() ->
                        Stores.of("uri = \"" + uri.formatted(address) + "\"").open())
                .isInstanceOfSatisfying(SessionStoreException.class, failure -> {
                    assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                    assertThat(failure).hasMessageContaining(reason).hasMessageContaining(address);
                    assertThat(Throwables.getStackTrace(failure)).doesNotContain("restricted", "nobody", "**");
                });
    }

    @Test
    void threadThatIsInterrupted_goesOn_withItsFlagSet() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.currentThread().interrupt();
            assertFailsInTime("redis://127.0.0.1:" + silent.getLocalPort()).hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "volatile-ttl", "noeviction"})
    void serverThatEvicts_isWarnedOf(String policy) {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.holdall.redis");
        logger.addAppender(logged);
        server.admin().configSet("maxmemory-policy", policy);
        try (SessionStore store = Stores.on(server, "").open()) {
            boolean evicts = !policy.equals("noeviction");
            assertThat(store.traits().evicts()).isEqualTo(evicts);
            assertThat(logged.list.stream()
                            .filter(event -> event.getLevel() == Level.WARN)
                            .map(ILoggingEvent::getFormattedMessage))
                    .hasSize(evicts ? 1 : 0)
                    .allMatch(message -> message.contains(policy) && message.contains("noeviction"));
        } finally {
            logger.detachAppender(logged);
            server.admin().configSet("maxmemory-policy", "noeviction");
        }
    }

    @Test
    void givenClient_staysOpen_andNothingOfTheStoreIsLeft() {
        RedisURI uri = RedisURI.create(server.uri());
        try (RedisClient client = RedisClient.create()) {
            long before = connections();
            try (SessionStore store = open(RedisBackendProvider.using(client, uri))) {
                store.set("key", bytes("value"));
                assertThat(connections()).isEqualTo(before + 1);
            }
            await().atMost(SLACK).untilAsserted(() -> assertThat(connections()).isEqualTo(before));
            try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
                assertThat(connection.sync().ping()).isEqualTo("PONG");
            }
        }
    }

    @Test
    void ownClient_leavesNeitherConnectionNorThread() {
        long before = connections();
        try (SessionStore store = Stores.on(server, "").open()) {
            store.set("key", bytes("value"));
            assertThat(threads()).isNotEmpty();
        }
        await().atMost(SLACK).untilAsserted(() -> {
            assertThat(threads()).isEmpty();
            assertThat(connections()).isEqualTo(before);
        });
    }

    private static SessionStore open(BackendProvider provider) {
        return SessionStores.builder("sessions").backend(provider).open();
    }

    private long connections() {
        return server.admin().clientList().lines().count();
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("holdall-redis/"));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFailsInTime(String uri) {
        long start = System.nanoTime();
        var failure = assertThatThrownBy(() -> Stores.of("uri = \"" + uri + "\"")
                .openTimeout(OPEN_TIMEOUT)
                .open()
                .close());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(OPEN_TIMEOUT.plus(SLACK));
        return failure.isInstanceOfSatisfying(
                SessionStoreException.class,
                thrown -> assertThat(thrown.outcome()).isEqualTo(Outcome.NOT_APPLIED));
    }

    private static int portThatNobodyHas() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
