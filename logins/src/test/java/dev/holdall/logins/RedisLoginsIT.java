package dev.holdall.logins;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisLoginsIT extends LoginRules {

    private final RedisServer server = RedisServer.start();
    private final SessionStore store = open("uri = \"" + server.uri() + "\"");

    /** Opens a store with these options of the Redis backend. */
    static SessionStore open(String options) {
        return SessionStores.open(
                "logins",
                ConfigFactory.parseString("holdall.stores.logins { backend = redis, redis { " + options + " } }"));
    }

    @Override
    SessionStore store() {
        return store;
    }

    @AfterAll
    void stop() {
        store.close();
        server.close();
    }
}
