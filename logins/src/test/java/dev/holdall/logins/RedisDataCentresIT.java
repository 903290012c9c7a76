package dev.holdall.logins;

import dev.holdall.SessionStore;
import dev.holdall.testservers.redis.RedisServer;
import org.junit.jupiter.api.Tag;

@Tag("deep")
class RedisDataCentresIT extends TwoDataCentresIT {

    private final RedisServer serverOfA = RedisServer.builder().proxied(true).start();
    private final RedisServer serverOfB = RedisServer.builder().proxied(true).start();
    private final SessionStore storeOfA = open(serverOfA, "a", "b", serverOfB);
    private final SessionStore storeOfB = open(serverOfB, "b", "a", serverOfA);

    /** Opens the store of a data centre, which reaches its own server without the link. */
    private static SessionStore open(RedisServer own, String local, String other, RedisServer others) {
        return RedisLoginsIT.open("uri = \"%s\", data-centres { local = %s, others.%s.uri = \"%s\" }"
                .formatted(own.uriWithoutLink(), local, other, others.uri()));
    }

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
        serverOfA.link().cut();
        serverOfB.link().cut();
    }

    @Override
    void heal() {
        serverOfA.link().heal();
        serverOfB.link().heal();
    }

    @Override
    void stop() {
        serverOfA.close();
        serverOfB.close();
    }
}
