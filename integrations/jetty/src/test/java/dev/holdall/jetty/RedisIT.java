package dev.holdall.jetty;

import dev.holdall.SessionStore;
import dev.holdall.testservers.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Jetty's own tests, and those with two nodes, on one server. */
@Tag("deep")
class RedisIT {

    private static RedisServer server;
    private static SessionStore store;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
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
