package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.FieldChanges;
import dev.holdall.GroupChanges;
import dev.holdall.Reach;
import dev.holdall.SessionMap;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.redis.Backends;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisCluster;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Uses a data centre that has a cluster, and another one that has a single server. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataCentreClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KEYS = 200;

    private final RedisCluster cluster = RedisCluster.builder().replicas(0).start();
    private final RedisServer server = RedisServer.builder().proxied(true).start();
    private final String nodes = Backends.list(cluster.addresses());
    private final SessionStore inCluster =
            Stores.of("""
                    topology = cluster, nodes = %s
                    data-centres { local = a, others.b.uri = "%s", sweep.after = 500 ms }
                    """.formatted(nodes, server.uri())).open();
    private final SessionStore alone =
            Stores.of("""
                    uri = "%s"
                    data-centres { local = b, others.a { topology = cluster, nodes = %s }, sweep.after = 500 ms }
                    """.formatted(server.uriWithoutLink(), nodes)).open();

    @AfterAll
    void close() {
        inCluster.close();
        alone.close();
        cluster.close();
        server.close();
    }

    @Test
    void writes_goBothWays_andTheirMarksAreRemoved() {
        Map<String, byte[]> values = values("key");
        inCluster.setAll(values);
        awaitAll(alone, values);
        Map<String, byte[]> others = values("key");
        alone.setAll(others);
        awaitAll(inCluster, others);

        String key = values.keySet().iterator().next();
        assertThat(inCluster.revoke(key)).isEqualTo(Reach.ALL_DCS);
        assertThat(alone.add(key, bytes("again"))).isEmpty();
        awaitNoMarks();
    }

    @Test
    void writes_whileTheOtherDataCentreIsAway_areSweptFromAllSlots() {
        server.link().cut();
        Map<String, byte[]> values = values("key");
        inCluster.setAll(values);
        assertThat(marks()).isGreaterThanOrEqualTo(KEYS);

        server.link().heal();
        awaitAll(alone, values);
        awaitNoMarks();
    }

    @Test
    void writes_whileASlotMoves_areMarked_andArrive() {
        String tag = "{" + Stores.newName("slot") + "}";
        int slot = SlotHash.getSlot(tag);
        RedisServer from = cluster.primaryOf(tag);
        RedisServer to = cluster.primaries().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        String fromId = from.admin().clusterMyId();
        String toId = to.admin().clusterMyId();
        Map<String, byte[]> before = values(tag);
        inCluster.setAll(before);
        to.admin().clusterSetSlotImporting(slot, fromId);
        from.admin().clusterSetSlotMigrating(slot, toId);

        // The scripts have keys on both nodes: the entry may be here or there, and the set of marks is elsewhere.
        Map<String, byte[]> during = values(tag);
        during.forEach((key, value) -> {
            assertThat(inCluster.set(key, value)).isNotNull();
            SessionMap map = inCluster.maps().create(key, Map.of("field", bytes("old")), Ttl.never());
            inCluster
                    .maps()
                    .change(map, FieldChanges.builder().put("field", value).build());
            inCluster
                    .groups()
                    .change(
                            key,
                            GroupChanges.builder()
                                    .put("entry", value, Ttl.never())
                                    .build());
        });
        awaitAll(alone, during);
        during.forEach((key, value) -> await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(alone.maps().get(key).flatMap(map -> map.field("field"))).contains(value);
            assertThat(alone.groups().get(key)).containsKey("entry");
        }));

        from.admin().clusterSetSlotStable(slot);
        to.admin().clusterSetSlotStable(slot);
        awaitAll(inCluster, before);
    }

    private static Map<String, byte[]> values(String prefix) {
        Map<String, byte[]> values = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            String key = Stores.newName(prefix);
            values.put(key, bytes(key));
        }
        return values;
    }

    private static void awaitAll(SessionStore store, Map<String, byte[]> values) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(store.getAll(values.keySet())).containsExactlyInAnyOrderEntriesOf(values));
    }

    private void awaitNoMarks() {
        await().atMost(PATIENCE).until(() -> marks() == 0);
    }

    private long marks() {
        return cluster.primaries().stream()
                .flatMap(node -> node.admin().keys("\u0001to:*").stream()
                        .map(set -> node.admin().zcard(set)))
                .mapToLong(Long::longValue)
                .sum();
    }
}
