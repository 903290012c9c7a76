package dev.holdall.spring.session;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** All rules over Redis. */
@Tag("deep")
class RedisSpringSessionIT {

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
                "sessions",
                ConfigFactory.parseString(
                        "holdall.stores.sessions { backend = redis, redis.uri = \"" + redis.uri() + "\" }"));
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
            return 150;
        }
    }
}
