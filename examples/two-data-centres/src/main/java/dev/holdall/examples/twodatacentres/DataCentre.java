package dev.holdall.examples.twodatacentres;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * A data centre, with the store that an application server there has opened.
 *
 * @param name the name of the data centre
 * @param sessions the store of sessions, as opened in this data centre
 */
record DataCentre(String name, SessionStore sessions) implements AutoCloseable {

    private static final String OPTIONS = "holdall.stores.sessions.cassandra";

    /**
     * Opens the store as an application in the data centre would: with the common configuration, the name of the data
     * centre, and a contact point there.
     */
    static DataCentre open(CassandraCluster cluster, String name) {
        InetSocketAddress node = cluster.node(name, 0).contactPoint();
        Config location = ConfigFactory.parseMap(Map.of(
                OPTIONS + ".local-datacenter",
                name,
                OPTIONS + ".contact-points",
                List.of(node.getHostString() + ":" + node.getPort())));
        return new DataCentre(name, SessionStores.open("sessions", location.withFallback(ConfigFactory.load())));
    }

    @Override
    public void close() {
        sessions.close();
    }
}
