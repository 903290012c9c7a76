package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.FieldChanges;
import dev.holdall.Reach;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.TwoDataCenters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a map that both data centres change while they are cut off from each other. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MapsInTwoDataCentersIT {

    @RegisterExtension
    static final TwoDataCenters DCS = new TwoDataCenters();

    private static final byte[] VALUE = {1};
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Ttl TWO_HOURS = Ttl.of(Duration.ofHours(2));

    private SessionStore eqiadStore;
    private SessionStore codfwStore;
    private SessionMaps eqiad;
    private SessionMaps codfw;

    @BeforeAll
    void open() {
        eqiadStore = DCS.store(Clusters.EQIAD, Clusters.MAPS).open();
        codfwStore = DCS.store(Clusters.CODFW, Clusters.MAPS).open();
        eqiad = eqiadStore.maps();
        codfw = codfwStore.maps();
    }

    @AfterAll
    void close() {
        eqiadStore.close();
        codfwStore.close();
    }

    @Test
    void changesOfDifferentFields_areAllKept() {
        String key = TwoDataCenters.key();
        SessionMap here = eqiad.create(key, Map.of("first", VALUE, "gone here", VALUE, "gone there", VALUE));
        SessionMap there = awaitMap(codfw, key);

        DCS.link().cut();
        eqiad.change(here, put("here").remove("gone here").build());
        assertThat(eqiad.changeTTL(key, TWO_HOURS)).isTrue();
        codfw.change(there, put("there").remove("gone there").build());
        assertThat(names(codfw, key)).containsExactlyInAnyOrder("first", "there", "gone here");
        DCS.makeWhole();

        for (SessionMaps each : List.of(eqiad, codfw)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(names(each, key)).containsExactlyInAnyOrder("first", "here", "there"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deletionInOne_winsOverChangesInTheOther(boolean revoked) {
        String key = TwoDataCenters.key();
        eqiad.create(key, Map.of("first", VALUE));
        SessionMap there = awaitMap(codfw, key);

        DCS.link().cut();
        assertThat(revoked ? eqiad.revoke(key) : eqiad.delete(key)).isEqualTo(Reach.LOCAL_DC);
        codfw.change(there, put("there").build());
        assertThat(codfw.changeTTL(key, TWO_HOURS)).isTrue();
        assertThat(names(codfw, key)).containsExactlyInAnyOrder("first", "there");
        DCS.makeWhole();

        for (SessionMaps each : List.of(codfw, eqiad)) {
            Awaitility.await().atMost(PATIENCE).until(() -> each.get(key).isEmpty());
        }
        eqiad.change(there, put("stale").build());
        assertThat(eqiad.get(key)).isEmpty();
        eqiad.create(key, Map.of("new", VALUE));
        assertThat(eqiad.get(key).isPresent()).isEqualTo(!revoked);
    }

    @Test
    void ofTwoCreations_oneStays_withItsOwnFields() {
        String key = TwoDataCenters.key();
        DCS.link().cut();
        SessionMap here = eqiad.create(key, Map.of("both", VALUE, "here", VALUE));
        SessionMap there = codfw.create(key, Map.of("both", new byte[] {2}, "there", VALUE));
        eqiad.change(here, put("here later").build());
        codfw.change(there, put("there later").build());
        DCS.makeWhole();

        for (SessionMaps each : List.of(eqiad, codfw)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(names(each, key)).containsExactlyInAnyOrder("both", "there", "there later"));
            assertThat(each.get(key).orElseThrow().field("both")).contains(new byte[] {2});
        }
    }

    private static FieldChanges.Builder put(String field) {
        return FieldChanges.builder().put(field, VALUE);
    }

    private static Set<String> names(SessionMaps maps, String key) {
        return maps.get(key).orElseThrow().fields().keySet();
    }

    private static SessionMap awaitMap(SessionMaps maps, String key) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> maps.get(key), found -> found.isPresent())
                .orElseThrow();
    }
}
