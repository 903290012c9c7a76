package dev.holdall.benchmarks.redis;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;

/** Opens stores on a server. */
final class Stores {

    private Stores() {}

    /** Opens a store as an application does: with a client of its own, and the default options. */
    static SessionStore open(String uri) {
        return SessionStores.builder("sessions")
                .config(ConfigFactory.parseString(
                        "holdall.stores.sessions { backend = redis, redis.uri = \"" + uri + "\" }"))
                .open();
    }
}
