package dev.holdall.cassandra;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.holdall.config.SessionStores;
import dev.holdall.config.StoreBuilder;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Makes whole stores over this backend, and the names and values that tests use. */
public final class Stores {

    private static final AtomicLong NAMES = new AtomicLong();

    private Stores() {}

    /**
     * Returns a builder of a store named sessions in a data centre of a cluster. The options given override those of
     * {@link Clusters#options}.
     */
    public static StoreBuilder in(CassandraCluster cluster, String dataCenter, String options) {
        return of(parse(options).withFallback(Clusters.options(cluster, dataCenter)));
    }

    /** Returns a builder of a store named sessions, whose backend has these options alone. */
    public static StoreBuilder of(String options) {
        return of(parse(options));
    }

    private static StoreBuilder of(Config options) {
        return SessionStores.builder("sessions")
                .config(options.atPath("holdall.stores.sessions.cassandra"))
                .backend("cassandra");
    }

    private static Config parse(String options) {
        return ConfigFactory.parseString(options, ConfigParseOptions.defaults().setOriginDescription("test.conf"));
    }

    /** Returns a name that no other test uses, for a key, a keyspace or a table. */
    public static String newName(String kind) {
        return kind + "_" + NAMES.incrementAndGet();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
