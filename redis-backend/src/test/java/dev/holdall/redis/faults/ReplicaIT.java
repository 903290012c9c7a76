package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static dev.holdall.redis.faults.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdall.Outcome;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Version;
import dev.holdall.redis.Backends;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisReplication;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Uses a nearby replica that reads go to, and that writes may wait for. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicaIT {

    private static final Pattern GETS = Pattern.compile("cmdstat_get:calls=(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int READS = 50;

    private final RedisReplication redis = RedisReplication.builder().start();
    private final RedisServer primary = redis.primary();
    private final RedisServer replica = redis.replicas().get(0);
    private final SessionStore store = open("");
    private String key = "";

    @AfterAll
    void close() {
        store.close();
        redis.close();
    }

    @BeforeEach
    void chooseAKey() {
        key = Stores.newName("key");
    }

    @AfterEach
    void makeWhole() {
        redis.link().heal();
        if (!replica.isAlive()) {
            replica.restart();
        }
        redis.awaitInSync();
    }

    private SessionStore open(String options) {
        return Stores.on(
                        primary,
                        "read-from = nearest, replicas = " + Backends.list(List.of(replica.address())) + "\n" + options)
                .open();
    }

    @Test
    void reads_goToTheReplica() {
        store.set(key, bytes("value"));
        redis.awaitInSync();
        long before = gets(primary);

        read(store, Read.LOCAL);

        assertThat(gets(primary)).isEqualTo(before);
        assertThat(store.traits().localReadsLag()).isTrue();
    }

    @Test
    void withoutIt_readsDontLag() {
        try (SessionStore opened = Stores.on(primary, "").open()) {
            assertThat(opened.traits().localReadsLag()).isFalse();
        }
    }

    @Test
    void readsOfTheLatest_goToThePrimary() {
        store.set(key, bytes("value"));
        redis.awaitInSync();
        long before = gets(replica);

        read(store, Read.LATEST);

        assertThat(gets(replica)).isEqualTo(before);
    }

    @Test
    void whatTheReplicaHasNotGot_isReadFromThePrimary() {
        redis.link().blackHole();
        store.set(key, bytes("value"));

        read(store, Read.LOCAL);
        assertThat(store.getEntry(key).orElseThrow().value()).isEqualTo(bytes("value"));
        assertThat(store.getAll(List.of(key))).containsOnlyKeys(key);
    }

    @Test
    void logoutThatIsRepeated_waitsForTheReplicaToo() {
        String options = "wait { replicas = 1, timeout = 200 ms }";
        try (SessionStore one = open(options);
                SessionStore other = open(options)) {
            one.set(key, bytes("value"));
            redis.link().blackHole();

            for (SessionStore each : List.of(one, other, one)) {
                assertThatThrownBy(() -> each.delete(key))
                        .isInstanceOfSatisfying(
                                StoreUnavailableException.class,
                                failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN));
            }
        }
    }

    @Test
    void replicaThatDies_isReadFromAgain_whenItIsBack() {
        store.set(key, bytes("value"));
        replica.kill();
        await().atMost(PATIENCE).untilAsserted(() -> read(store, Read.LOCAL));

        replica.restart();
        redis.awaitInSync();
        awaitReadsOfTheReplica(store);
    }

    @Test
    void replicaThatIsAway_isNoReasonNotToOpen_andIsReadFromWhenItComes() {
        store.set(key, bytes("value"));
        replica.kill();
        try (SessionStore opened = open("")) {
            read(opened, Read.LOCAL);

            replica.restart();
            redis.awaitInSync();
            awaitReadsOfTheReplica(opened);
        }
    }

    @Test
    void write_isAcknowledged_whenTheReplicaHasIt() {
        try (SessionStore waiting = open("wait.replicas = 1");
                SessionStore ofTheReplica = Stores.on(replica, "").open()) {
            for (int i = 0; i < READS; i++) {
                waiting.set(key, bytes("value " + i));
                assertThat(ofTheReplica.get(key)).contains(bytes("value " + i));
            }
            waiting.revoke(key);
            assertThat(ofTheReplica.get(key)).isEmpty();
        }
    }

    @Test
    void write_thatNoReplicaGets_mayHaveBeenMade_andReadsGoOn() {
        try (SessionStore waiting = open("wait { replicas = 1, timeout = 200 ms }")) {
            waiting.set(key, bytes("before"));
            redis.link().blackHole();

            assertThatThrownBy(() -> waiting.set(key, bytes("value")))
                    .isInstanceOfSatisfying(
                            StoreUnavailableException.class,
                            failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN));
            assertThatThrownBy(() -> waiting.revoke(Stores.newName("key")))
                    .isInstanceOfSatisfying(
                            StoreUnavailableException.class,
                            failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN));
            assertThat(waiting.get(key, Read.LATEST)).contains(bytes("value"));
            assertThat(waiting.get(key)).isPresent();

            redis.link().heal();
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                    .until(() -> {
                        waiting.set(key, bytes("after"));
                        return true;
                    });
        }
    }

    @Test
    void callThatChangesNothing_saysSo_alsoWhereNoReplicaAnswers() {
        try (SessionStore waiting = open("wait { replicas = 1, timeout = 200 ms }")) {
            Version version = waiting.set(key, bytes("value"));
            redis.link().blackHole();
            assertThatThrownBy(() -> waiting.set(key, bytes("other"))).isInstanceOf(StoreUnavailableException.class);

            assertRefused(StoreUnavailableException.class, () -> waiting.add(key, bytes("third")));
            assertRefused(StoreUnavailableException.class, () -> waiting.compareAndSet(key, version, bytes("fourth")));
        }
    }

    @Test
    void replicaThatRefusesToAnswerWithoutItsPrimary_isNotReadFrom_andTellsNoAbsence() {
        store.set(key, bytes("value"));
        redis.awaitInSync();
        replica.admin().configSet("replica-serve-stale-data", "no");
        try (SessionStore ofTheReplica = Stores.on(replica, "").open()) {
            redis.link().cut();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertRefused(StoreUnavailableException.class, () -> ofTheReplica.get(key)));
            assertRefused(StoreUnavailableException.class, () -> ofTheReplica.getEntry(key));
            assertRefused(StoreUnavailableException.class, () -> ofTheReplica.set(key, bytes("new")));

            read(store, Read.LOCAL);
        } finally {
            replica.admin().configSet("replica-serve-stale-data", "yes");
        }
    }

    private void read(SessionStore from, Read read) {
        for (int i = 0; i < READS; i++) {
            assertThat(from.get(key, read)).isPresent();
        }
    }

    private void awaitReadsOfTheReplica(SessionStore by) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            long before = gets(replica);
            read(by, Read.LOCAL);
            assertThat(gets(replica)).isGreaterThanOrEqualTo(before + READS);
        });
    }

    private static long gets(RedisServer server) {
        Matcher gets = GETS.matcher(server.admin().info("commandstats"));
        return gets.find() ? Long.parseLong(gets.group(1)) : 0;
    }
}
