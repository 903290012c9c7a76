package dev.holdall.spring.session;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** All rules over Cassandra. */
@Tag("deep")
class CassandraSpringSessionIT {

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
        return SessionStores.open(
                "sessions", ConfigFactory.parseString("""
                        holdall.stores.sessions {
                          backend = cassandra
                          # However busy this machine is.
                          open-timeout = 2 minutes
                          request-timeout = 30 seconds
                          cassandra {
                            contact-points = ["%s:%d"]
                            local-datacenter = here
                            maps-table = maps
                            schema = create
                            create.replication { here = 1 }
                          }
                        }
                        """.formatted(address.getHostString(), address.getPort())));
    }

    @Nested
    class Save extends SaveRules {
        @Override
        SessionStore open() {
            return store();
        }
    }

    @Nested
    class IdChange extends IdChangeRules {
        @Override
        SessionStore open() {
            return store();
        }
    }

    @Nested
    class Index extends IndexRules {
        @Override
        SessionStore open() {
            return store();
        }
    }

    @Nested
    class Reactive extends ReactiveRules {
        @Override
        SessionStore open() {
            return store();
        }
    }

    @Nested
    class Race extends RaceRules {
        @Override
        SessionStore open() {
            return store();
        }

        @Override
        int rounds() {
            return 25;
        }
    }
}
