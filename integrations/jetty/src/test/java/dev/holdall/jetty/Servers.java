package dev.holdall.jetty;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.redis.RedisServer;

/** Stores on real servers. */
final class Servers {

    private Servers() {}

    static SessionStore open(RedisServer server) {
        return SessionStores.open("sessions", ConfigFactory.parseString("""
                        holdall.stores.sessions { backend = redis, redis.uri = "%s" }
                        """.formatted(server.uri())));
    }

    /** Opens a store on a cluster of one data centre named here. */
    static SessionStore open(CassandraCluster cluster) {
        var address = cluster.node("here", 0).contactPoint();
        return SessionStores.open(
                "sessions", ConfigFactory.parseString("""
                        holdall.stores.sessions {
                          backend = cassandra
                          cassandra {
                            contact-points = ["%s:%d"]
                            local-datacenter = here
                            maps-table = maps
                            schema = create
                            create.replication { here = 1 }
                          }
                        }
                        """.formatted(address.getHostString(), address.getPort())));
    }
}
