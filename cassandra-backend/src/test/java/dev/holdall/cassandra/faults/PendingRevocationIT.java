package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.NewEntry;
import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.TwoDataCenters;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conditional writes to a key that this process has revoked, while the other data centre has not heard of it. */
@Tag("deep")
class PendingRevocationIT {

    @RegisterExtension
    static final TwoDataCenters DCS = new TwoDataCenters();

    private static final String SESSION = "pending-revocation";
    private static final byte[] VALUE = {1};
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String key = TwoDataCenters.key();

    /** A transaction here would also be sent to the other data centre, where nothing hides what it writes. */
    @Test
    void conditionalWritesStoreNothing_inNeitherDataCentre() {
        InetSocketAddress node = DCS.cluster().node(Clusters.EQIAD, 0).contactPoint();
        try (SessionStore eqiad =
                DCS.store(Clusters.EQIAD, Coordinators.countedAs(SESSION)).open()) {
            DCS.link().cut();
            assertThat(eqiad.revoke(key)).isEqualTo(Reach.LOCAL_DC);
            long before = Coordinators.answers(SESSION, node);

            assertThat(eqiad.add(key, VALUE)).isEmpty();
            assertThat(eqiad.merge(key, found -> Optional.of(NewEntry.of(VALUE))))
                    .isEmpty();
            assertThat(eqiad.increment(key, 1, 7, Ttl.never())).isEqualTo(7);

            // The driver counts an answer after the call has ended, so that the revocation's may be counted too.
            assertThat(Coordinators.answers(SESSION, node) - before)
                    .as("four reads, and neither transactions nor the reads after them")
                    .isLessThanOrEqualTo(5);
            DCS.makeWhole();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> eqiad.revoke(TwoDataCenters.key()).equals(Reach.ALL_DCS));
            assertThat(DCS.codfw().get(key)).isEmpty();
        }
    }
}
