package dev.holdall.cassandra;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import java.time.Duration;

/** The contract, in a data centre that has another one beside it. */
class CassandraContractIT extends SessionStoreContract {

    @Override
    protected BackendFactory backend() {
        return Clusters.backend(Clusters.shared(), Clusters.EQIAD, "");
    }

    @Override
    public int rounds() {
        return 20;
    }

    @Override
    protected Duration deadline() {
        return Duration.ofSeconds(2);
    }
}
