package dev.holdall.cassandra;

import dev.holdall.testservers.cassandra.CassandraCluster;
import org.junit.jupiter.api.Tag;

/** Runs the contract in one data centre of a cluster that has two. */
@Tag("deep")
class CassandraContractIT extends OneNodeContractIT {

    @Override
    CassandraCluster cluster() {
        return Clusters.shared();
    }
}
