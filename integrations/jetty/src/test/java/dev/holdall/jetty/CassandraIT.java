package dev.holdall.jetty;

import dev.holdall.SessionStore;
import dev.holdall.testservers.cassandra.CassandraCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Jetty's own tests, and those with two nodes, on one server. */
@Tag("deep")
class CassandraIT {

    private static CassandraCluster server;
    private static SessionStore store;

    @BeforeAll
    static void start() {
        server = CassandraCluster.builder().dataCenter("here", 1).start();
        store = Servers.open(server);
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    @Nested
    class JettysOwn extends JettysOwnRules {

        JettysOwn() throws Exception {}

        @Override
        SessionStore store() {
            return store;
        }
    }

    @Nested
    class TwoNodes extends TwoNodesRules {
        @Override
        SessionStore store() {
            return store;
        }
    }
}
