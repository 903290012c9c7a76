package dev.holdall.examples.twodatacentres;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.util.Map;

/**
 * A data centre, with the store that an application server there has opened.
 *
 * @param name the name of the data centre
 * @param sessions the store of sessions, as opened in this data centre
 */
record DataCentre(String name, SessionStore sessions) implements AutoCloseable {

    private static final String OPTIONS = "holdall.stores.sessions";

    /**
     * Opens the store as an application in the data centre would: with the common configuration, the backend, and the
     * options that say where it is.
     */
    static DataCentre open(String backend, Servers servers, String name) {
        Config options = ConfigFactory.parseMap(servers.location(name))
                .withFallback(ConfigFactory.parseMap(Map.of("backend", backend)))
                .atPath(OPTIONS);
        return new DataCentre(name, SessionStores.open("sessions", options.withFallback(ConfigFactory.load())));
    }

    @Override
    public void close() {
        sessions.close();
    }
}
