package dev.holdall.cassandra.faults;

import static dev.holdall.cassandra.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.Stores;
import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.cassandra.CassandraNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Nodes die and come back, or stop answering, in two data centres of three nodes each, while stores in both stay open.
 */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SixNodesIT {

    /** The number of nodes in each data centre. */
    private static final int NODES = 3;

    /** The number of calls that a client makes in two and a half seconds. */
    private static final int BRIEFLY = 25;

    /** A number of calls of which each node gets some. */
    private static final int CALLS = 50;

    /** The deadline of every call, which is the default. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /** What a busy machine may add to a deadline. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CassandraCluster cluster = CassandraCluster.builder()
            .dataCenter(Clusters.EQIAD, NODES)
            .dataCenter(Clusters.CODFW, NODES)
            .start();
    private final SessionStore eqiad = open(Clusters.EQIAD);
    private final SessionStore codfw = open(Clusters.CODFW);

    @AfterAll
    void close() {
        eqiad.close();
        codfw.close();
        cluster.close();
    }

    /** Kills one node of each data centre at a time. */
    @Test
    void nodesThatAreKilledAndRestartedInTurn_failNoCall_andLoseNoWrite() {
        try (Load load = new Load(List.of(eqiad, codfw))) {
            load.goOn(BRIEFLY);
            for (int index = 0; index < NODES; index++) {
                List<CassandraNode> pair =
                        List.of(cluster.node(Clusters.EQIAD, index), cluster.node(Clusters.CODFW, index));
                pair.forEach(CassandraNode::kill);
                load.goOn(BRIEFLY);
                cluster.restart(pair);
                pair.forEach(this::awaitUsed);
            }
            load.goOn(BRIEFLY);
            load.assertNothingFailed(List.of(latest(eqiad), latest(codfw)));
            assertOnlyLocalNodesAnswered();
        }
    }

    @Test
    void twoNodesGone_isReported_andEndsWhenTheyAreBack() {
        List<CassandraNode> gone = cluster.nodes(Clusters.EQIAD).subList(1, 3);
        gone.forEach(CassandraNode::kill);

        await().atMost(PATIENCE).untilAsserted(() -> assertUnavailable(() -> eqiad.set("key", bytes("value"))));
        assertUnavailable(() -> eqiad.get("key"));
        assertUnavailable(() -> eqiad.add("another key", bytes("value")));
        assertUnavailable(() -> eqiad.delete("key"));
        try (Load load = new Load(List.of(codfw))) {
            load.goOn(BRIEFLY);
            load.assertNothingFailed(List.of());
        }
        codfw.set("key", bytes("value"));
        assertThat(codfw.delete("key")).isEqualTo(Reach.LOCAL_DC);

        cluster.restart(gone);
        awaitRecovery(PATIENCE);
        gone.forEach(this::awaitUsed);
        assertNothingFails();
    }

    @Test
    void nodeThatIsFrozen_isLeftOut_untilItGoesOn() {
        CassandraNode node = cluster.node(Clusters.EQIAD, 0);
        node.pause();
        try {
            awaitRecovery(RECOVERY);
            awaitLatest();
            assertNothingFails();
        } finally {
            node.resume();
        }
        awaitUsed(node);
        assertNothingFails();
    }

    @Test
    void dataCentreThatIsFrozen_letsEveryCallEnd_andIsUsedSoonAfterItGoesOn() {
        List<CassandraNode> nodes = cluster.nodes(Clusters.EQIAD);
        nodes.forEach(CassandraNode::pause);
        try {
            long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
            while (System.nanoTime() - end < 0) {
                assertFailsInTime(() -> eqiad.get("key"));
                assertFailsInTime(() -> eqiad.set("key", bytes("value")));
                assertFailsInTime(() -> eqiad.add("key", bytes("value")));
                assertFailsInTime(() -> eqiad.revoke("another key"));
            }
            codfw.set("key", bytes("value"));
            assertThat(codfw.get("key")).contains(bytes("value"));
            assertThat(codfw.delete("key")).isEqualTo(Reach.LOCAL_DC);
        } finally {
            nodes.forEach(CassandraNode::resume);
        }
        awaitRecovery(RECOVERY);
        nodes.forEach(this::awaitUsed);
        assertNothingFails();
    }

    private SessionStore open(String dataCenter) {
        return Stores.in(cluster, dataCenter, Coordinators.countedAs(dataCenter))
                .open();
    }

    private static Function<String, Optional<byte[]>> latest(SessionStore store) {
        return key -> store.get(key, Read.LATEST);
    }

    /** Waits until a node that is back gets its share of the requests again. */
    private void awaitUsed(CassandraNode node) {
        SessionStore store = node.dataCenter().equals(Clusters.EQIAD) ? eqiad : codfw;
        long before = Coordinators.answers(node.dataCenter(), node.contactPoint());
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int call = 0; call < CALLS; call++) {
                store.get("key");
            }
            assertThat(Coordinators.answers(node.dataCenter(), node.contactPoint()) - before)
                    .as("answers of a node that is back")
                    .isGreaterThan(10);
        });
    }

    private void assertOnlyLocalNodesAnswered() {
        Map<String, List<InetSocketAddress>> nodes = cluster.nodes().stream()
                .collect(Collectors.groupingBy(
                        CassandraNode::dataCenter,
                        Collectors.mapping(CassandraNode::contactPoint, Collectors.toList())));
        nodes.forEach((dataCenter, local) ->
                assertThat(Coordinators.of(dataCenter)).containsExactlyInAnyOrderElementsOf(local));
    }

    /** Waits until calls succeed, several in a row. */
    private void awaitRecovery(Duration atMost) {
        await().atMost(atMost)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .until(() -> {
                    for (int call = 0; call < 10; call++) {
                        String key = Stores.newName("key");
                        eqiad.set(key, bytes("value"));
                        assertThat(eqiad.get(key)).contains(bytes("value"));
                    }
                    return true;
                });
    }

    /**
     * Waits until the nodes themselves believe that a node is dead. Until then, a coordinator of a read of the latest
     * waits for the dead node, and asks no other replica.
     */
    private void awaitLatest() {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .until(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        String key = Stores.newName("key");
                        eqiad.get(key, Read.LATEST);
                        codfw.get(key, Read.LATEST);
                    }
                    return true;
                });
    }

    private void assertNothingFails() {
        cluster.awaitUp();
        try (Load load = new Load(List.of(eqiad, codfw))) {
            load.goOn(BRIEFLY);
            load.assertNothingFailed(List.of(latest(eqiad), latest(codfw)));
        }
    }

    private static void assertUnavailable(Runnable call) {
        assertThat(catchThrowable(call::run)).isInstanceOfSatisfying(StoreUnavailableException.class, failure -> {
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            assertThat(failure).hasMessageContaining("too few replicas are alive: 1 of the 2");
        });
    }

    private static void assertFailsInTime(Runnable call) {
        long start = System.nanoTime();
        assertThat(catchThrowable(call::run))
                .isInstanceOfAny(StoreTimeoutException.class, StoreUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plus(SLACK));
    }
}
