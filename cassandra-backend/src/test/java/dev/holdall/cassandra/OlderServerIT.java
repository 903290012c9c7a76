package dev.holdall.cassandra;

import static dev.holdall.cassandra.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.Entry;
import dev.holdall.FieldChanges;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.options.Table;
import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.cassandra.CassandraVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Calls every verb once on the oldest release of Cassandra that is supported, in the smallest cluster. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OlderServerIT {

    private static final Ttl HOUR = Ttl.of(Duration.ofHours(1));

    private final CassandraCluster cluster = CassandraCluster.builder()
            .dataCenter(Clusters.EQIAD, 1)
            .version(CassandraVersion.V4_1)
            .start();
    private final SessionStore store =
            Stores.in(cluster, Clusters.EQIAD, Clusters.MAPS).open();

    @AfterAll
    void close() {
        store.close();
        cluster.close();
    }

    @Test
    void plainVerbs_work() {
        Version first = store.set("plain", bytes("1"), HOUR);
        Entry entry = store.getEntry("plain", Read.LATEST).orElseThrow();
        assertThat(entry.value()).isEqualTo(bytes("1"));
        assertThat(entry.version()).isEqualTo(first);
        assertThat(entry.expiry().orElseThrow()).isAfter(Instant.now().plusSeconds(3_500));

        store.update("plain", first, bytes("2"));
        assertThat(store.get("plain")).contains(bytes("2"));
        assertThat(store.changeTTL("plain", Ttl.never())).isTrue();
        assertThat(store.getEntry("plain").orElseThrow().expiry()).isEmpty();
        assertThat(store.delete("plain")).isEqualTo(Reach.ALL_DCS);
        assertThat(store.get("plain")).isEmpty();
        assertThat(store.changeTTL("plain", HOUR)).isFalse();
    }

    @Test
    void conditionalVerbs_work() {
        assertThat(store.add("conditional", bytes("1"), HOUR)).isPresent();
        assertThat(store.add("conditional", bytes("2"), HOUR)).isEmpty();
        Version seen = store.getEntry("conditional").orElseThrow().version();
        assertThat(store.compareAndSet("conditional", seen, bytes("3"), HOUR)).isPresent();
        assertThat(store.compareAndSet("conditional", seen, bytes("4"), HOUR)).isEmpty();
        assertThat(store.increment("conditional", 4, 0, HOUR)).isEqualTo(7);
        assertThat(store.merge("conditional", found -> found.map(entry -> bytes("merged")), Ttl.storeDefault()))
                .hasValueSatisfying(entry -> assertThat(entry.value()).isEqualTo(bytes("merged")));
        assertThat(store.getOrCompute("computed", HOUR, () -> bytes("computed")))
                .isEqualTo(bytes("computed"));
    }

    @Test
    void revoke_isFinal() {
        store.set("revoked", bytes("1"));
        Version seen = store.getEntry("revoked").orElseThrow().version();
        assertThat(store.revoke("revoked")).isEqualTo(Reach.ALL_DCS);

        store.set("revoked", bytes("2"));
        store.update("revoked", seen, bytes("3"));
        assertThat(store.add("revoked", bytes("4"))).isEmpty();
        assertThat(store.compareAndSet("revoked", seen, bytes("5"))).isEmpty();
        assertThat(store.increment("revoked", 1, 6, HOUR)).isEqualTo(6);
        assertThat(store.merge("revoked", found -> Optional.of(bytes("7")), Ttl.storeDefault()))
                .isEmpty();
        assertThat(store.get("revoked")).isEmpty();
    }

    @Test
    void bulkVerbs_work() {
        store.setAll(Map.of("one", bytes("1"), "two", bytes("2")));
        assertThat(store.getAll(List.of("one", "two", "three"))).containsOnlyKeys("one", "two");
        assertThat(store.changeTTLAll(List.of("one", "three"), HOUR)).isEqualTo(Map.of("one", true, "three", false));
        assertThat(store.deleteAll(List.of("one", "two"))).containsOnlyKeys("one", "two");
        assertThat(store.getAll(List.of("one", "two"))).isEmpty();
    }

    @Test
    void maps_work() {
        SessionMaps maps = store.maps();
        SessionMap seen = maps.create("map", Map.of("one", bytes("1"), "two", bytes("2")), HOUR);
        maps.change(
                seen,
                FieldChanges.builder()
                        .put("three", bytes("3"), HOUR)
                        .remove("two")
                        .build());
        assertThat(maps.get("map", Read.LATEST).orElseThrow().fields()).containsOnlyKeys("one", "three");
        assertThat(maps.get("map", List.of("one")).orElseThrow().fields()).containsOnlyKeys("one");
        assertThat(maps.changeTTL("map", Ttl.never())).isTrue();
        assertThat(maps.changeTTL("map", HOUR)).isTrue();
        assertThat(maps.get("map").orElseThrow().fields()).containsOnlyKeys("one", "three");

        maps.create("map", Map.of("new", bytes("4")));
        maps.change(seen, FieldChanges.builder().put("one", bytes("stale")).build());
        assertThat(maps.get("map").orElseThrow().fields()).containsOnlyKeys("new");
        assertThat(maps.delete("map")).isEqualTo(Reach.ALL_DCS);
        assertThat(maps.get("map")).isEmpty();
        maps.create("map", Map.of());
        assertThat(maps.revoke("map")).isEqualTo(Reach.ALL_DCS);
        maps.create("map", Map.of());
        assertThat(maps.get("map")).isEmpty();
    }

    @Test
    void largeMap_isWrittenInOneRequest() {
        Map<String, byte[]> fields =
                IntStream.range(0, 1_000).boxed().collect(Collectors.toMap(i -> "field " + i, i -> new byte[1_000]));
        store.maps().create("large", fields, HOUR);
        assertThat(store.maps().changeTTL("large", Ttl.never())).isTrue();
        assertThat(store.maps().get("large").orElseThrow().fields()).hasSize(1_000);
        assertThat(store.maps().get("large", List.of("field 7")).orElseThrow().fields())
                .containsOnlyKeys("field 7");
    }

    @Test
    void tableOfKasksSampleSchema_servesAsItIs() {
        Table table = new Table("kask", "values");
        try (CqlSession session = cluster.connect(Clusters.EQIAD)) {
            session.execute(
                    "CREATE KEYSPACE kask WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE kask.values (key text PRIMARY KEY, value blob)");
            Kask kask = new Kask(session, table);
            kask.set("key", bytes("kask's"), 3_600);

            String options = "schema = validate, keyspace = kask, table = values";
            try (SessionStore overKask =
                    Stores.in(cluster, Clusters.EQIAD, options).open()) {
                assertThat(overKask.get("key")).contains(bytes("kask's"));
                overKask.set("key", bytes("ours"));
                assertThat(kask.get("key").orElseThrow().value()).isEqualTo(bytes("ours"));
            }
        }
    }
}
