package dev.holdall.benchmarks.redis;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;

/** Stores on a server. */
final class Stores {

    private Stores() {}

    /** As an application opens it: with a client of its own, and all defaults. */
    static SessionStore open(String uri) {
        return SessionStores.builder("sessions")
                .config(ConfigFactory.parseString(
                        "holdall.stores.sessions { backend = redis, redis.uri = \"" + uri + "\" }"))
                .open();
    }
}
