package dev.holdall.releasetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.redis.RedisServer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Builds and runs examples/consumer with what the release published, and with the versions that Spring Boot manages.
 */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ConsumerIT {

    private static final String STORE = "-Dholdall.stores.sessions.";
    private static final String CASSANDRA = STORE + "cassandra.";

    private Release release;
    private RedisServer redis;
    private CassandraCluster cassandra;

    @BeforeAll
    void makeTheRelease_andStartTheServers() {
        release = Release.dryRun();
        redis = RedisServer.start();
        cassandra = CassandraCluster.builder().dataCenter("local", 1).start();
        createTheTable();
    }

    @AfterAll
    void stopTheServers() {
        redis.close();
        cassandra.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "redis", "cassandra"})
    void onTheOldestJdk_itOpensWritesAndReads(String backend) {
        opensWritesAndReads(backend, Jdk.oldest(), "JDK " + Jdk.OLDEST + " is not installed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "redis", "cassandra"})
    void onTheNewestJdk_itOpensWritesAndReads(String backend) {
        opensWritesAndReads(backend, Jdk.newest(), "no JDK newer than " + Jdk.OLDEST + " is installed");
    }

    private void opensWritesAndReads(String backend, Optional<Jdk> jdk, String otherwise) {
        assumeTrue(jdk.isPresent(), otherwise);
        Consumer consumer = Consumer.build(release, backend, jdk.get());
        assertThat(consumer.libraries()).containsAll(ManagedVersions.of(backend));
        assertThat(consumer.runOnTheClassPath(options(backend))).contains("read: user=alice", "after the logout: gone");
        assertThat(consumer.runOnTheModulePath(options(backend)))
                .contains("read: user=alice", "after the logout: gone");
    }

    private List<String> options(String backend) {
        Stream<String> chosen = Stream.of(
                STORE + "backend=" + backend,
                // However busy this machine is.
                STORE + "open-timeout=2 minutes",
                STORE + "request-timeout=1 minute");
        return Stream.concat(chosen, server(backend)).toList();
    }

    private Stream<String> server(String backend) {
        return switch (backend) {
            case "redis" -> Stream.of(STORE + "redis.uri=" + redis.uri());
            case "cassandra" ->
                Stream.of(CASSANDRA + "contact-points=" + contactPoint(), CASSANDRA + "local-datacenter=local");
            default -> Stream.empty();
        };
    }

    /** Creates the table once: two applications that did so at the same time would be in each other's way. */
    private void createTheTable() {
        try (CqlSession session = cassandra.connect("local")) {
            session.execute(
                    "CREATE KEYSPACE holdall WITH replication = {'class': 'NetworkTopologyStrategy', 'local': 1}");
            session.execute("CREATE TABLE holdall.sessions (key text PRIMARY KEY, value blob)");
        }
    }

    private String contactPoint() {
        InetSocketAddress address = cassandra.node("local", 0).contactPoint();
        return address.getHostString() + ":" + address.getPort();
    }
}
