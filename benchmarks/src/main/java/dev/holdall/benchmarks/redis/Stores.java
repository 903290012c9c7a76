package dev.holdall.benchmarks.redis;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;

/** Opens stores as an application does: with a client of their own, and the default options. */
final class Stores {

    private Stores() {}

    /** Opens a store on a server. */
    static SessionStore open(String uri) {
        return open("null", "uri = \"" + uri + "\"");
    }

    /**
     * Opens a store with a namespace.
     *
     * @param options what the configuration says about {@code redis}
     */
    static SessionStore open(String namespace, String options) {
        return SessionStores.builder("sessions")
                .config(ConfigFactory.parseString("holdall.stores.sessions { backend = redis, namespace = " + namespace
                        + ", redis { " + options + " } }"))
                .open();
    }
}
