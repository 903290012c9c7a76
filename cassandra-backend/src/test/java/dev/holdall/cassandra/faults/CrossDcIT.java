package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.TwoDataCenters;
import dev.holdall.cassandra.internal.writes.EveryDcRequests;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a session made in one data centre can be read in the other. */
@Tag("deep")
class CrossDcIT {

    @RegisterExtension
    static final TwoDataCenters DCS = new TwoDataCenters();

    private static final byte[] VALUE = {1, 2, 3};

    private final String key = TwoDataCenters.key();

    @ParameterizedTest
    @CsvSource({"eqiad, codfw, 0", "codfw, eqiad, 0", "eqiad, codfw, 40", "codfw, eqiad, 40"})
    void session_madeInOneDataCenter_isReadInTheOther(String one, String other, int delayMillis) {
        DCS.link().delay(Duration.ofMillis(delayMillis));

        Version made = store(one).set(key, VALUE);

        assertThat(store(other).get(key, Read.LATEST)).isPresent();
        Awaitility.await()
                .untilAsserted(() -> assertThat(store(other).getEntry(key))
                        .hasValueSatisfying(entry -> assertThat(entry.version()).isEqualTo(made)));
    }

    @Test
    void session_arrivesByItself() {
        DCS.link().delay(Duration.ofMillis(500));
        DCS.eqiad().set(key, VALUE);
        assertThat(DCS.codfw().get(key)).isEmpty();

        Awaitility.await().untilAsserted(() -> assertThat(DCS.codfw().get(key)).isPresent());
    }

    @Test
    void latest_reflectsEveryWrite_howeverSlowTheLink() {
        DCS.link().delay(Duration.ofMillis(100));
        for (int i = 0; i < 5; i++) {
            Version made = DCS.eqiad().set(key, VALUE);
            assertThat(DCS.codfw().getEntry(key, Read.LATEST))
                    .hasValueSatisfying(entry -> assertThat(entry.version()).isEqualTo(made));
        }
        assertThat(DCS.eqiad().changeTTL(key, Ttl.of(Duration.ofHours(2)))).isTrue();
        assertThat(DCS.codfw().getEntry(key, Read.LATEST)).isPresent();
    }

    @Test
    void revocation_thatReachesAllDataCenters_isReadInTheOtherAtOnce() {
        DCS.link().delay(Duration.ofMillis(40));
        DCS.eqiad().set(key, VALUE);
        assertThat(DCS.codfw().get(key, Read.LATEST)).isPresent();

        assertThat(DCS.eqiad().revoke(key)).isEqualTo(Reach.ALL_DCS);

        assertThat(DCS.codfw().get(key)).isEmpty();
    }

    @Test
    void manyRevocationsAtOnce_reachAllDataCenters_overASlowLink() {
        DCS.link().delay(Duration.ofMillis(100));
        try (SessionStore store = DCS.store(Clusters.EQIAD, "")
                .requestTimeout(Duration.ofSeconds(4))
                .open()) {
            List<CompletableFuture<Reach>> revocations = Stream.generate(TwoDataCenters::key)
                    .limit(2L * EveryDcRequests.SIZE)
                    .map(each -> store.async().revoke(each).toCompletableFuture())
                    .toList();
            assertThat(revocations).allSatisfy(each -> assertThat(each.join()).isEqualTo(Reach.ALL_DCS));
        }
    }

    private static SessionStore store(String dataCenter) {
        return dataCenter.equals(Clusters.EQIAD) ? DCS.eqiad() : DCS.codfw();
    }
}
