package dev.holdall.logins;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.cassandra.CassandraCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CassandraLoginsIT extends LoginRules {

    private final CassandraCluster cluster =
            CassandraCluster.builder().dataCenter("here", 1).start();
    private final SessionStore store = open(cluster, "here");

    /** Opens a store in a data centre, with a table for groups. */
    static SessionStore open(CassandraCluster cluster, String dataCenter) {
        StringBuilder replication = new StringBuilder();
        cluster.dataCenters().forEach(each -> replication.append(each).append(" = 1, "));
        return SessionStores.open("logins", ConfigFactory.parseString("""
                        holdall.stores.logins {
                          backend = cassandra
                          cassandra {
                            contact-points = ["%s"]
                            local-datacenter = %s
                            maps-table = maps
                            schema = create
                            create.replication { %s }
                          }
                        }
                        """.formatted(
                        contactPoint(cluster, dataCenter), dataCenter, replication)));
    }

    private static String contactPoint(CassandraCluster cluster, String dataCenter) {
        var address = cluster.node(dataCenter, 0).contactPoint();
        return address.getHostString() + ":" + address.getPort();
    }

    @Override
    SessionStore store() {
        return store;
    }

    @AfterAll
    void stop() {
        store.close();
        cluster.close();
    }
}
