package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.TwoDataCenters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests what arrives in the other data centre if Cassandra's hints are lost. Here they are lost with the disk of the
 * node that kept them.
 *
 * <p>Deletions and revocations arrive, because the process that made them repeats them. Plain writes don't arrive by
 * themselves: until a repair, local reads in the other data centre miss them. A read of the latest finds them, and
 * repairs the entry that it has read.
 */
@Tag("deep")
class LostHintsIT {

    @RegisterExtension
    static final TwoDataCenters DCS = new TwoDataCenters();

    private static final byte[] VALUE = {1, 2, 3};
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void deletionsAndRevocationsArrive_plainWritesNeedARepair() throws IOException {
        List<String> deleted = replicated(20);
        List<String> revoked = replicated(20);
        String forgotten = replicated(1).get(0);
        String set = TwoDataCenters.key();

        DCS.link().cut();
        try (SessionStore forgetful =
                DCS.store(Clusters.EQIAD, "max-pending-deletions = 0").open()) {
            assertThat(DCS.eqiad().deleteAll(deleted).values()).containsOnly(Reach.LOCAL_DC);
            revoked.forEach(key -> assertThat(DCS.eqiad().revoke(key)).isEqualTo(Reach.LOCAL_DC));
            assertThat(forgetful.revoke(forgotten)).isEqualTo(Reach.LOCAL_DC);
            DCS.eqiad().set(set, VALUE);
        }
        loseHints();
        DCS.makeWhole();

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(DCS.codfw().getAll(deleted)).isEmpty();
            assertThat(DCS.codfw().getAll(revoked)).isEmpty();
        });
        assertThat(DCS.codfw().get(forgotten))
                .as("revoked, neither repeated nor hinted")
                .isPresent();
        assertThat(DCS.codfw().get(forgotten, Read.LATEST)).isEmpty();
        assertThat(DCS.codfw().get(set)).as("set, and not hinted").isEmpty();
        assertThat(DCS.codfw().get(set, Read.LATEST)).isPresent();
        assertThat(DCS.codfw().get(forgotten)).isEmpty();
        assertThat(DCS.codfw().get(set)).isPresent();
    }

    /** A touch of the lease alone would let the other data centre read a map without fields. */
    @Test
    void deletionsAndRevocationsOfMapsArrive_andATouchBringsAllFields() throws IOException {
        String created = TwoDataCenters.key();
        String deleted = replicated(1).get(0);
        String revoked = TwoDataCenters.key();
        try (SessionStore eqiad = DCS.store(Clusters.EQIAD, Clusters.MAPS).open();
                SessionStore codfw = DCS.store(Clusters.CODFW, Clusters.MAPS).open()) {
            eqiad.maps().create(deleted, Map.of("field", VALUE));
            eqiad.maps().create(revoked, Map.of("field", VALUE));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> codfw.maps().get(deleted).isPresent()
                            && codfw.maps().get(revoked).isPresent());

            DCS.link().cut();
            assertThat(eqiad.maps().delete(deleted)).isEqualTo(Reach.LOCAL_DC);
            assertThat(eqiad.maps().revoke(revoked)).isEqualTo(Reach.LOCAL_DC);
            assertThat(eqiad.delete(deleted)).isEqualTo(Reach.LOCAL_DC);
            eqiad.maps().create(created, Map.of("one", VALUE, "other", VALUE));
            loseHints();
            DCS.makeWhole();
            assertThat(codfw.maps().get(created)).as("created, and not hinted").isEmpty();
            // The node was killed, and a store needs a moment to be connected to it again.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(SessionStoreException.class)
                    .until(() -> eqiad.maps().changeTTL(created, Ttl.of(Duration.ofHours(2))));

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(codfw.maps().get(deleted)).isEmpty();
                assertThat(codfw.maps().get(revoked)).isEmpty();
                assertThat(codfw.get(deleted)).isEmpty();
                assertThat(codfw.maps().get(created))
                        .hasValueSatisfying(map -> assertThat(map.fields()).containsOnlyKeys("one", "other"));
            });
        }
    }

    /** Deletes all hints that eqiad's node has kept for codfw's. */
    private static void loseHints() throws IOException {
        Path hints = DCS.node(Clusters.EQIAD).log().resolveSibling("data").resolve("hints");
        Awaitility.await().atMost(PATIENCE).until(() -> !files(hints).isEmpty());
        DCS.node(Clusters.EQIAD).kill();
        for (Path file : files(hints)) {
            Files.delete(file);
        }
        DCS.node(Clusters.EQIAD).restart();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Makes keys that both data centres have. */
    private static List<String> replicated(int count) {
        List<String> keys =
                IntStream.range(0, count).mapToObj(i -> TwoDataCenters.key()).toList();
        DCS.eqiad().setAll(keys.stream().collect(Collectors.toMap(Function.identity(), key -> VALUE)));
        Awaitility.await().atMost(PATIENCE).until(() -> DCS.codfw().getAll(keys).size() == count);
        return keys;
    }
}
