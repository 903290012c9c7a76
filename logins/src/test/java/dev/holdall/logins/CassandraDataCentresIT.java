package dev.holdall.logins;

import dev.holdall.SessionStore;
import dev.holdall.testservers.cassandra.CassandraCluster;
import org.junit.jupiter.api.Tag;

@Tag("deep")
class CassandraDataCentresIT extends TwoDataCentresIT {

    private final CassandraCluster cluster = CassandraCluster.builder()
            .dataCenter("a", 1)
            .dataCenter("b", 1)
            .wideArea(true)
            .start();
    private final SessionStore storeOfA = CassandraLoginsIT.open(cluster, "a");
    private final SessionStore storeOfB = CassandraLoginsIT.open(cluster, "b");

    @Override
    SessionStore storeOfA() {
        return storeOfA;
    }

    @Override
    SessionStore storeOfB() {
        return storeOfB;
    }

    @Override
    void cut() {
        cluster.link().cut();
    }

    @Override
    void heal() {
        cluster.link().heal();
    }

    @Override
    void stop() {
        cluster.close();
    }
}
