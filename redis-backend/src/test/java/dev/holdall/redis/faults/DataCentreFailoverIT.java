package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.redis.Backends;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisCluster;
import dev.holdall.testservers.redis.RedisSentinels;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lets a replica that lacks the last writes take over in one of two data centres, while the link to the other one is
 * cut: the process that has made the writes makes them again, and they arrive in the other data centre.
 */
@Tag("deep")
class DataCentreFailoverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisServer serverOfB = RedisServer.builder().proxied(true).start();
    private final String kept = Stores.newName("key");
    private final String deleted = Stores.newName("key");
    private final String revoked = Stores.newName("key");

    @AfterEach
    void close() {
        serverOfB.close();
    }

    /** What happens to the primary of a data centre. */
    private interface Failover {
        void await(RedisServer old);
    }

    @Test
    void sentinels_letAReplicaTakeOver() {
        try (RedisSentinels sentinels = RedisSentinels.builder().replicas(1).start();
                SessionStore a = open("topology = sentinel, nodes = %s, master-name = %s"
                        .formatted(Backends.list(sentinels.sentinelAddresses()), sentinels.masterName()))) {
            writeBefore(a);
            sentinels.awaitReady();
            RedisServer old = sentinels.primary();
            lose(a, old, sentinels.replicas().get(0), sentinels::awaitFailover);
        }
    }

    @Test
    void cluster_letsAReplicaTakeOver() {
        try (RedisCluster cluster = RedisCluster.builder()
                        .nodeTimeout(Duration.ofSeconds(2))
                        .start();
                SessionStore a = open("topology = cluster, nodes = " + Backends.list(cluster.addresses()))) {
            writeBefore(a);
            cluster.awaitReady();
            RedisServer old = cluster.primaryOf(revoked);
            lose(a, old, cluster.replicasOf(revoked).get(0), cluster::awaitFailover);
        }
    }

    private SessionStore open(String servers) {
        return Stores.of("""
                        %s
                        data-centres { local = a, others.b.uri = "%s", sweep.after = 200 ms }
                        """.formatted(servers, serverOfB.uri())).open();
    }

    private SessionStore openB() {
        // A data centre that only reads needs no way back for this test.
        return Stores.of("uri = \"%s\"\ndata-centres { local = b, others.a.uri = \"redis://127.0.0.1:1\" }"
                        .formatted(serverOfB.uriWithoutLink()))
                .open();
    }

    private void writeBefore(SessionStore a) {
        a.setAll(Map.of(kept, bytes("before"), deleted, bytes("before"), revoked, bytes("before")));
        eventually().until(() -> serverOfB.admin().dbsize() >= 3);
    }

    /** Makes writes that no replica gets, lets the replica take over, and asserts that the writes are there. */
    private void lose(SessionStore a, RedisServer old, RedisServer replica, Failover failover) {
        serverOfB.link().cut();
        stopReplicating(old, replica);
        a.set(kept, bytes("after"));
        assertThat(a.delete(deleted)).isEqualTo(Reach.LOCAL_DC);
        assertThat(a.revoke(revoked)).isEqualTo(Reach.LOCAL_DC);
        old.kill();
        failover.await(old);

        eventually().untilAsserted(() -> assertWritten(a));
        assertThat(a.add(revoked, bytes("again"))).isEmpty();
        serverOfB.link().heal();
        try (SessionStore b = openB()) {
            eventually().untilAsserted(() -> assertWritten(b));
            assertThat(b.add(revoked, bytes("again"))).isEmpty();
        }
    }

    private void assertWritten(SessionStore store) {
        assertThat(store.get(kept)).contains(bytes("after"));
        assertThat(store.get(deleted)).isEmpty();
        assertThat(store.get(revoked)).isEmpty();
    }

    /** Lets the replica lose its connection to the primary, and log in with a wrong password from then on. */
    private static void stopReplicating(RedisServer primary, RedisServer replica) {
        replica.execute("CONFIG", "SET", "masterauth", "wrong");
        primary.execute("CLIENT", "KILL", "TYPE", "replica");
        eventually().until(() -> "down".equals(replica.info().get("master_link_status")));
    }

    private static ConditionFactory eventually() {
        return await().atMost(PATIENCE).ignoreExceptionsInstanceOf(SessionStoreException.class);
    }
}
