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
 * An application server's view of the world.
 *
 * @param name the data centre that it is in
 * @param sessions the sessions, as it sees them
 */
record DataCentre(String name, SessionStore sessions) implements AutoCloseable {

    private static final String OPTIONS = "holdall.stores.sessions.cassandra";

    /** Opens the store as an application there would: by the common configuration, and what says where it is. */
    static DataCentre open(CassandraCluster cluster, String name) {
        InetSocketAddress node = cluster.node(name, 0).contactPoint();
        Config place = ConfigFactory.parseMap(Map.of(
                OPTIONS + ".local-datacenter",
                name,
                OPTIONS + ".contact-points",
                List.of(node.getHostString() + ":" + node.getPort())));
        return new DataCentre(name, SessionStores.open("sessions", place.withFallback(ConfigFactory.load())));
    }

    @Override
    public void close() {
        sessions.close();
    }
}
