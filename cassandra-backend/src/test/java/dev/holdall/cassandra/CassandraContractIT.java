package dev.holdall.cassandra;

import com.typesafe.config.ConfigRenderOptions;
import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.SessionStoreContract;
import java.time.Duration;
import java.util.Optional;

/** Runs the contract in one data centre of a cluster that has two. */
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

    @Override
    public Optional<String> configuration() {
        String options =
                Clusters.options(Clusters.shared(), Clusters.EQIAD).root().render(ConfigRenderOptions.concise());
        return Optional.of("holdall.stores.sessions { backend = cassandra, cassandra = " + options + " }");
    }
}
