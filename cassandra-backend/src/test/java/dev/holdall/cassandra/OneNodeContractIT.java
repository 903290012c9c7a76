package dev.holdall.cassandra;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.time.Duration;
import java.util.Optional;

/** The contract, on a single node. */
class OneNodeContractIT extends SessionStoreContract {

    /** The cluster whose data centre {@link Clusters#EQIAD} the backend is in. */
    CassandraCluster cluster() {
        return Clusters.oneNode();
    }

    @Override
    protected BackendFactory backend() {
        return Clusters.backend(cluster(), Clusters.EQIAD, Clusters.MAPS);
    }

    @Override
    public int rounds() {
        return 20;
    }

    @Override
    protected Duration deadline() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Optional<String> configuration() {
        String options = ConfigFactory.parseString(Clusters.MAPS)
                .withFallback(Clusters.options(cluster(), Clusters.EQIAD))
                .root()
                .render(ConfigRenderOptions.concise());
        return Optional.of("holdall.stores.sessions { backend = cassandra, cassandra = " + options + " }");
    }
}
