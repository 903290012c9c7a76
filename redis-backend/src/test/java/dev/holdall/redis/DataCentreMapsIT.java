package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdall.FieldChanges;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keeps maps in two data centres, each with a server of its own, with the link between them whole and cut. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataCentreMapsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Ttl AN_HOUR = Ttl.of(Duration.ofHours(1));

    private final RedisServer serverOfA = RedisServer.builder().proxied(true).start();
    private final RedisServer serverOfB = RedisServer.builder().proxied(true).start();
    private final SessionStore storeOfA = open(serverOfA, "a", "b", serverOfB);
    private final SessionStore storeOfB = open(serverOfB, "b", "a", serverOfA);
    private final SessionMaps a = storeOfA.maps();
    private final SessionMaps b = storeOfB.maps();
    private String key = "";

    /** Opens the store of a data centre. It reaches its own server without the link. */
    private static SessionStore open(RedisServer own, String local, String other, RedisServer others) {
        return Stores.of("""
                uri = "%s"
                data-centres { local = %s, others.%s.uri = "%s", sweep.after = 200 ms }
                """.formatted(own.uriWithoutLink(), local, other, others.uri()))
                .open();
    }

    @BeforeEach
    void choose() {
        key = Stores.newName("map");
    }

    @AfterEach
    void heal() {
        serverOfA.link().heal();
        serverOfB.link().heal();
    }

    @AfterAll
    void close() {
        storeOfA.close();
        storeOfB.close();
        serverOfA.close();
        serverOfB.close();
    }

    private void cut() {
        serverOfA.link().cut();
        serverOfB.link().cut();
    }

    @Test
    void map_arrives_withItsVersionsAndItsEnd() {
        SessionMap created = a.create(key, Map.of("one", bytes("1"), "two", bytes("2")), AN_HOUR);
        awaitMap(b, Map.of("one", "1", "two", "2"));
        assertThat(b.get(key).orElseThrow().version("one")).isEqualTo(created.version("one"));
        assertThat(serverOfB.admin().pttl(key + "\u0001map")).isBetween(3_500_000L, 3_600_000L);

        a.change(
                created,
                FieldChanges.builder().remove("one").put("two", bytes("3")).build());
        awaitMap(b, Map.of("two", "3"));
        assertThat(b.changeTTL(key, Ttl.never())).isTrue();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(serverOfA.admin().pttl(key + "\u0001map")).isEqualTo(-1));
    }

    @Test
    void changesOfDifferentFields_whileTheLinkIsCut_areAllKept() {
        a.create(key, Map.of("one", bytes("1"), "two", bytes("2")));
        awaitMap(b, Map.of("one", "1", "two", "2"));
        cut();
        a.change(
                read(a),
                FieldChanges.builder()
                        .put("one", bytes("of a"))
                        .put("new", bytes("of a"))
                        .build());
        b.change(
                read(b),
                FieldChanges.builder().remove("two").put("other", bytes("of b")).build());

        heal();
        Map<String, String> merged = Map.of("one", "of a", "new", "of a", "other", "of b");
        awaitMap(a, merged);
        awaitMap(b, merged);
    }

    @Test
    void mapsCreatedInBothDataCentres_dontMix() {
        cut();
        a.create(key, Map.of("one", bytes("of a"), "two", bytes("of a")));
        SessionMap ofB = b.create(key, Map.of("one", bytes("of b"), "three", bytes("of b")));
        a.change(read(a), FieldChanges.builder().put("four", bytes("of a")).build());
        b.change(ofB, FieldChanges.builder().put("five", bytes("of b")).build());

        heal();
        Map<String, String> later = Map.of("one", "of b", "three", "of b", "five", "of b");
        awaitMap(a, later);
        awaitMap(b, later);
    }

    @Test
    void logout_reachesAllDataCentres() {
        a.create(key, Map.of("one", bytes("1")));
        awaitMap(b, Map.of("one", "1"));
        SessionMap seen = read(b);

        assertThat(b.delete(key)).isEqualTo(Reach.ALL_DCS);
        assertThat(a.get(key)).isEmpty();
        a.change(seen, FieldChanges.builder().put("one", bytes("stale")).build());
        assertThat(a.get(key)).isEmpty();
        assertThat(a.revoke(key)).isEqualTo(Reach.ALL_DCS);
        b.create(key, Map.of("one", bytes("again")));
        assertThat(b.get(key)).isEmpty();
    }

    @Test
    void logout_whileTheLinkIsCut_arrivesWhenItIsHealed() {
        a.create(key, Map.of("one", bytes("1")));
        awaitMap(b, Map.of("one", "1"));
        cut();
        assertThat(a.revoke(key)).isEqualTo(Reach.LOCAL_DC);
        b.change(read(b), FieldChanges.builder().put("one", bytes("saved")).build());
        assertThatThrownBy(() -> a.get(key, Read.LATEST)).isInstanceOf(StoreUnavailableException.class);

        heal();
        await().atMost(PATIENCE).until(() -> b.get(key).isEmpty());
        b.create(key, Map.of("one", bytes("again")));
        assertThat(b.get(key)).isEmpty();
        assertThat(a.get(key)).isEmpty();
    }

    @Test
    void deleteOfAMap_thatHasNotArrivedYet_deletesItThere() {
        serverOfB.link().cut();
        serverOfA.link().cut();
        b.create(key, Map.of("one", bytes("1")));
        serverOfB.link().heal();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .until(() -> a.delete(key) == Reach.ALL_DCS);
        assertThat(b.get(key)).isEmpty();
        heal();
        assertThat(a.create(key, Map.of("two", bytes("2"))).fields()).containsOnlyKeys("two");
        awaitMap(b, Map.of("two", "2"));
        awaitMap(a, Map.of("two", "2"));
    }

    @Test
    void latest_mergesWhatTheDataCentresHave() {
        a.create(key, Map.of("one", bytes("1")));
        awaitMap(b, Map.of("one", "1"));
        serverOfB.link().cut();
        a.change(read(a), FieldChanges.builder().put("two", bytes("of a")).build());
        serverOfB.admin().hset(key + "\u0001map", "three", StoredRecords.packed('V', 1, "of b"));

        Map<String, String> merged = Map.of("one", "1", "two", "of a", "three", "of b");
        assertThat(texts(b.get(key, Read.LATEST).orElseThrow())).isEqualTo(merged);
        assertThat(b.get(key, List.of("two", "none"), Read.LATEST).orElseThrow().fields())
                .containsOnlyKeys("two");
        awaitMap(b, merged);
    }

    @Test
    void whatAServerHasLost_isWrittenAgain_whenItIsConnectedAgain() {
        a.create(key, Map.of("one", bytes("1")));
        awaitMap(b, Map.of("one", "1"));
        b.change(read(b), FieldChanges.builder().put("two", bytes("2")).build());
        awaitMap(a, Map.of("one", "1", "two", "2"));
        serverOfA.restart();
        serverOfB.restart();

        awaitMap(a, Map.of("one", "1", "two", "2"));
        awaitMap(b, Map.of("one", "1", "two", "2"));
    }

    private SessionMap read(SessionMaps maps) {
        return maps.get(key).orElseThrow();
    }

    private void awaitMap(SessionMaps maps, Map<String, String> expected) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .untilAsserted(() ->
                        assertThat(maps.get(key).map(DataCentreMapsIT::texts)).contains(expected));
    }

    private static Map<String, String> texts(SessionMap map) {
        Map<String, String> texts = new TreeMap<>();
        map.fields().forEach((name, value) -> texts.put(name, Stores.text(value)));
        return texts;
    }
}
