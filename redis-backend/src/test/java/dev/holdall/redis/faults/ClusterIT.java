package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.holdall.Entry;
import dev.holdall.EntryGroups;
import dev.holdall.FieldChanges;
import dev.holdall.GroupChanges;
import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.Read;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.config.SessionStores;
import dev.holdall.redis.Backends;
import dev.holdall.redis.RedisBackendProvider;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisCluster;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Uses a cluster: with keys on all nodes, and while a slot moves. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GIVEN = "given";

    private final RedisCluster cluster = RedisCluster.builder().start();
    private final SessionStore store = Stores.of("topology = cluster, nodes = " + Backends.list(cluster.addresses()))
            .requestTimeout(LoadClient.REQUEST_TIMEOUT)
            .open();

    @AfterAll
    void close() {
        store.close();
        cluster.close();
    }

    @Test
    void bulkCalls_reachAllNodes() {
        Map<String, byte[]> values = values(500);

        assertThat(store.setAll(values)).hasSize(500);
        assertThat(store.getAll(values.keySet())).containsOnlyKeys(values.keySet());
        Set<RedisServer> nodes =
                values.keySet().stream().map(cluster::primaryOf).collect(Collectors.toSet());
        assertThat(nodes).containsAll(cluster.primaries());
        store.deleteAll(values.keySet());
        assertThat(store.getAll(values.keySet())).isEmpty();
    }

    @Test
    void nodeThatDoesNotAnswer_failsItsKeys_andNoOthers() {
        Map<String, byte[]> values = values(60);
        store.setAll(values);
        String key = values.keySet().iterator().next();
        RedisServer away = cluster.primaryOf(key);
        Set<String> its = values.keySet().stream()
                .filter(each -> cluster.primaryOf(each) == away)
                .collect(Collectors.toSet());
        Set<String> others = new HashSet<>(values.keySet());
        others.removeAll(its);

        away.pause();
        PartialFailureException reading;
        try {
            reading = catchThrowableOfType(PartialFailureException.class, () -> store.getAll(values.keySet()));
        } finally {
            away.resume();
        }

        assertThat(reading.failures()).containsOnlyKeys(its);
        assertThat(reading.failures().values())
                .allMatch(failure ->
                        failure instanceof StoreTimeoutException || failure instanceof StoreUnavailableException);
        assertThat(reading.done()).containsExactlyInAnyOrderElementsOf(others);
        awaitAll(values);
    }

    @Test
    void nearestNode_isReadFrom_andNothingThatItLacksIsMissed() {
        try (SessionStore nearest = Stores.of(
                        "topology = cluster, read-from = nearest, nodes = " + Backends.list(cluster.addresses()))
                .open()) {
            assertThat(nearest.traits().localReadsLag()).isTrue();
            Map<String, byte[]> values = values(300);
            nearest.setAll(values);
            assertThat(nearest.getAll(values.keySet())).containsOnlyKeys(values.keySet());
            values.forEach((key, value) -> {
                assertThat(nearest.get(key)).contains(value);
                nearest.set(key, bytes("again"));
                assertThat(nearest.get(key, Read.LATEST)).contains(bytes("again"));
            });
            cluster.awaitReady();

            assertThat(nearest.getAll(values.keySet()).values()).containsOnly(bytes("again"));
        }
    }

    @Test
    void write_isAcknowledged_whenAReplicaOfItsNodeHasIt() {
        try (SessionStore waiting = Stores.of("topology = cluster, wait { replicas = 1, timeout = 300 ms }, nodes = "
                        + Backends.list(cluster.addresses()))
                .open()) {
            Map<String, byte[]> values = values(200);
            waiting.setAll(values);
            assertThat(waiting.getAll(values.keySet())).containsOnlyKeys(values.keySet());

            String key = values.keySet().iterator().next();
            RedisServer primary = cluster.primaryOf(key);
            String other = values.keySet().stream()
                    .filter(each -> cluster.primaryOf(each) != primary)
                    .findFirst()
                    .orElseThrow();
            RedisServer replica = cluster.replicasOf(key).get(0);
            replica.pause();
            try {
                assertThatThrownBy(() -> waiting.set(key, bytes("alone")))
                        .isInstanceOfSatisfying(
                                StoreUnavailableException.class,
                                failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN));
                waiting.set(other, bytes("as ever"));
            } finally {
                replica.resume();
            }
            cluster.awaitReady();
            waiting.set(key, bytes("again"));
        }
    }

    @Test
    void givenClient_staysOpen_andNothingOfTheStoreIsLeft() {
        RedisURI uri = RedisURI.create(cluster.primaries().get(0).uri());
        uri.setClientName(GIVEN);
        try (RedisClusterClient client = RedisClusterClient.create(uri)) {
            try (SessionStore opened = SessionStores.builder("sessions")
                    .backend(RedisBackendProvider.using(client))
                    .open()) {
                Map<String, byte[]> values = values(100);
                opened.setAll(values);
                assertThat(opened.getAll(values.keySet())).containsOnlyKeys(values.keySet());
                assertThat(connections()).isPositive();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(connections()).isZero());
            try (StatefulRedisClusterConnection<String, String> connection = client.connect()) {
                assertThat(connection.sync().ping()).isEqualTo("PONG");
            }
        }
    }

    private long connections() {
        return cluster.primaries().stream()
                .flatMap(node -> node.admin().clientList().lines())
                .filter(connection -> connection.contains(" name=" + GIVEN + " "))
                .count();
    }

    @Test
    void slotThatMoves_isFollowed_duringTheMoveAndAfterwards() {
        Map<String, byte[]> values = values(20);
        Map<String, byte[]> inOneSlot = values.keySet().stream()
                .collect(
                        Collectors.toMap(key -> "{" + values.keySet().iterator().next() + "}" + key, values::get));
        store.setAll(inOneSlot);
        inOneSlot.forEach((each, value) -> {
            store.maps().create(each, Map.of("field", value), Ttl.never());
            store.groups()
                    .change(
                            each,
                            GroupChanges.builder()
                                    .put("entry", value, Ttl.never())
                                    .build());
        });
        String key = inOneSlot.keySet().iterator().next();
        int slot = SlotHash.getSlot(key);
        RedisServer from = cluster.primaryOf(key);
        RedisServer to = cluster.primaries().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        String fromId = from.admin().clusterMyId();
        String toId = to.admin().clusterMyId();

        // The target doesn't know the scripts, like a node that is new.
        to.admin().scriptFlush();
        to.admin().clusterSetSlotImporting(slot, fromId);
        from.admin().clusterSetSlotMigrating(slot, toId);
        List<String> keys = from.admin().clusterGetKeysInSlot(slot, 1_000);
        assertThat(keys).as("entries, maps and groups").hasSize(3 * inOneSlot.size());
        migrate(from, to, keys.subList(0, keys.size() / 2));
        assertServes(inOneSlot);

        migrate(from, to, keys);
        to.admin().clusterSetSlotNode(slot, toId);
        cluster.primaries().forEach(node -> node.admin().clusterSetSlotNode(slot, toId));
        assertServes(inOneSlot);

        // The slot moves back, since the other tests expect that the servers of this cluster keep their slots.
        from.admin().clusterSetSlotImporting(slot, toId);
        to.admin().clusterSetSlotMigrating(slot, fromId);
        migrate(to, from, keys);
        from.admin().clusterSetSlotNode(slot, fromId);
        cluster.primaries().forEach(node -> node.admin().clusterSetSlotNode(slot, fromId));
        assertServes(inOneSlot);
    }

    private static void migrate(RedisServer from, RedisServer to, List<String> keys) {
        from.admin()
                .migrate(
                        to.address().getHostString(),
                        to.address().getPort(),
                        0,
                        5_000,
                        MigrateArgs.Builder.keys(keys).replace());
    }

    /** Asserts that entries, maps and groups of the values can be read, and writes the values again. */
    private void assertServes(Map<String, byte[]> values) {
        SessionMaps maps = store.maps();
        EntryGroups groups = store.groups();
        values.forEach((key, value) -> {
            assertThat(store.get(key)).contains(value);
            store.set(key, value);
            assertThat(store.getEntry(key).orElseThrow().value()).isEqualTo(value);

            SessionMap map = maps.get(key).orElseThrow();
            assertThat(map.field("field")).contains(value);
            maps.change(map, FieldChanges.builder().put("field", value).build());
            assertThat(maps.changeTTL(key, Ttl.never())).isTrue();

            assertThat(groups.get(key).values()).extracting(Entry::value).containsExactly(value);
            groups.change(
                    key, GroupChanges.builder().put("entry", value, Ttl.never()).build());
        });
        assertThat(store.getAll(values.keySet())).containsOnlyKeys(values.keySet());
    }

    private void awaitAll(Map<String, byte[]> values) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .untilAsserted(() -> assertThat(store.getAll(values.keySet())).containsOnlyKeys(values.keySet()));
    }

    private static Map<String, byte[]> values(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Stores.newName("key"))
                .collect(Collectors.toMap(Function.identity(), key -> bytes(key)));
    }
}
