package dev.holdall.http;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Both modes over Redis. */
class RedisHttpIT {

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static SessionStore store() {
        return SessionStores.open(
                TestServer.STORE,
                ConfigFactory.parseString("holdall.stores." + TestServer.STORE + " { backend = redis, redis.uri = \""
                        + redis.uri() + "\" }"));
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
