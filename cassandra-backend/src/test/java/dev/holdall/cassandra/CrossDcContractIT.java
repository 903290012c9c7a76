package dev.holdall.cassandra;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.CrossDataCentre;
import dev.holdall.tck.SessionStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/**
 * Runs the contract with the writer in one data centre and the reader in another. A majority of all replicas decides
 * transactions.
 */
@Tag("deep")
class CrossDcContractIT extends SessionStoreContract {

    private static final String OPTIONS = Clusters.MAPS + """
            consistency { read = each-quorum, serial = serial }
            """;

    @Override
    protected BackendFactory backend() {
        return CrossDataCentre.factory(
                Clusters.backend(Clusters.shared(), Clusters.EQIAD, OPTIONS),
                Clusters.backend(Clusters.shared(), Clusters.CODFW, OPTIONS),
                Duration.ofSeconds(1));
    }

    @Override
    public int rounds() {
        return 4;
    }

    @Override
    protected Duration deadline() {
        return Duration.ofSeconds(2);
    }
}
