package dev.holdall.boot;

import dev.holdall.testservers.redis.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;

/** Applications that serve HTTP, on servlets and on WebFlux, with their sessions on Redis. */
@Tag("deep")
class RedisApplicationIT {

    private static final String PASSWORD = "s3cret-of-redis";

    private static RedisServer redis;
    private static ApplicationRules rules;

    @BeforeAll
    static void start() {
        redis = RedisServer.builder().password(PASSWORD).start();
        rules = new ApplicationRules(List.of(
                "holdall.stores.sessions.backend=redis",
                "holdall.stores.sessions.redis.uri=" + redis.uri().replace("://", "://:" + PASSWORD + "@")));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVLET", "REACTIVE"})
    void session_isShared_getsAnotherId_andEnds(WebApplicationType type) {
        rules.sessionIsShared_getsAnotherId_andEnds(type);
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVLET", "REACTIVE"})
    void health_isThatOfTheServer_andTellsNoSecret(WebApplicationType type) {
        try (RunningApplication application = rules.start(type)) {
            ApplicationRules.assertUp(application);
            redis.kill();
            try {
                ApplicationRules.awaitDown(application, PASSWORD);
            } finally {
                redis.restart();
            }
            ApplicationRules.awaitUp(application);
        }
    }
}
