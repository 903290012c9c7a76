package dev.holdall.http;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Both modes over Cassandra. */
class CassandraHttpIT {

    private static CassandraCluster cluster;

    @BeforeAll
    static void start() {
        cluster = CassandraCluster.builder().dataCenter("here", 1).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static SessionStore store() {
        InetSocketAddress address = cluster.node("here", 0).contactPoint();
        return SessionStores.open(TestServer.STORE, ConfigFactory.parseString("""
                        holdall.stores.%s {
                          backend = cassandra
                          cassandra {
                            contact-points = ["%s:%d"]
                            local-datacenter = here
                            schema = create
                            create.replication { here = 1 }
                          }
                        }
                        """.formatted(
                        TestServer.STORE, address.getHostString(), address.getPort())));
    }

    @Nested
    class Rfc extends RfcRules {
        @Override
        SessionStore open() {
            return store();
        }
    }

    @Nested
    class Kask extends KaskRules {
        @Override
        SessionStore open() {
            return store();
        }
    }
}
