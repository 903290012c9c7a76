package dev.holdall.redis.faults;

import static dev.holdall.redis.StoredRecords.packed;
import static dev.holdall.redis.StoredRecords.store;
import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.redis.Backends;
import dev.holdall.redis.RedisDataCentres;
import dev.holdall.redis.RedisDataCentres.Comparison;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisCluster;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Compares a data centre that has a cluster with one that has a single server. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int KEYS = 1_000;
    private static final int PENDING = 300;

    private final RedisCluster cluster = RedisCluster.builder().replicas(0).start();
    private final RedisServer server = RedisServer.builder().proxied(true).start();
    private final String nodes = Backends.list(cluster.addresses());
    private final Config ofCluster = config("""
                    topology = cluster, nodes = %s
                    data-centres { local = a, others.b.uri = "%s", sweep.after = 200 ms, max-pending = %d }
                    """.formatted(nodes, server.uri(), PENDING));
    private final Config ofServer = config("""
                    uri = "%s"
                    data-centres { local = b, others.a { topology = cluster, nodes = %s }, sweep.after = 200 ms }
                    """.formatted(server.uriWithoutLink(), nodes));

    private static Config config(String options) {
        return ConfigFactory.parseString(options)
                .atPath("holdall.stores.sessions.redis")
                .withFallback(ConfigFactory.parseString("holdall.stores.sessions.backend = redis"));
    }

    @BeforeEach
    void clear() {
        server.link().heal();
        server.admin().flushall();
        cluster.primaries().forEach(node -> node.admin().flushall());
    }

    @AfterAll
    void close() {
        cluster.close();
        server.close();
    }

    @Test
    void differencesOnAllNodes_areSentBothWays() {
        for (int i = 0; i < KEYS; i++) {
            store(nodeOf("key" + i), "key" + i, packed('V', i % 10 == 0 ? 2 : 1, "value"), HOUR);
            store(server, "key" + i, packed('V', i % 10 == 1 ? 2 : 1, "value"), HOUR);
            store(nodeOf("only in a" + i), "only in a" + i, packed('V', 1, "value"), HOUR);
        }

        assertSent(ofCluster, "b", KEYS + KEYS / 10, KEYS / 10);
        assertSent(ofServer, "a", 0, 0);
        assertThat(cluster.primaries().stream()
                        .mapToLong(node -> node.admin().dbsize())
                        .sum())
                .isEqualTo(server.admin().dbsize())
                .isEqualTo(2 * KEYS);

        cluster.primaries().forEach(node -> node.admin().flushall());
        assertSent(ofServer, "a", 2 * KEYS, 0);
        server.admin().flushall();
        assertSent(ofServer, "a", 0, 2 * KEYS);
    }

    private RedisServer nodeOf(String key) {
        return cluster.primaryOf(key);
    }

    private static void assertSent(Config config, String other, long sent, long received) {
        try (RedisDataCentres dataCentres = RedisDataCentres.open("sessions", config)) {
            Comparison done = dataCentres.compare(other, soFar -> {});
            assertThat(done.sent()).isEqualTo(sent);
            assertThat(done.received()).isEqualTo(received);
        }
    }

    @Test
    void tooManyMarksOfAllSlots_areDropped() {
        server.link().cut();
        Map<String, byte[]> values = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            values.put(Stores.newName("key"), bytes("value"));
        }
        try (SessionStore store = SessionStores.open("sessions", ofCluster)) {
            store.setAll(values);
            await().atMost(PATIENCE).until(() -> marks() <= PENDING);
            assertThat(cluster.primaryOf("\u0001dropped:b").admin().exists("\u0001dropped:b"))
                    .isEqualTo(1);
            server.link().heal();
            await().atMost(PATIENCE).until(() -> marks() == 0);
            assertSent(ofCluster, "b", KEYS - server.admin().keys("key*").size(), 0);
        }
        assertThat(server.admin().keys("key*")).hasSize(KEYS);
    }

    private long marks() {
        return cluster.primaries().stream()
                .flatMap(node -> node.admin().keys("\u0001to:*").stream()
                        .map(set -> node.admin().zcard(set)))
                .mapToLong(Long::longValue)
                .sum();
    }
}
