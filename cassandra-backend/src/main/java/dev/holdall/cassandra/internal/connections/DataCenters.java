package dev.holdall.cassandra.internal.connections;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The data centres that have replicas of the keyspace, as the driver knows them now. Where it doesn't know the
 * replication of the keyspace, those are all data centres of the cluster. Thread-safe.
 */
public final class DataCenters {

    static final String NETWORK_TOPOLOGY = "NetworkTopologyStrategy";

    private static final String CLASS = "class";

    private final Connection connection;
    private final CqlIdentifier keyspace;
    private final String local;

    /**
     * Makes the data centres of a keyspace.
     *
     * @param keyspace the name of the keyspace, without quotes
     * @param local the data centre of this process
     */
    public DataCenters(Connection connection, String keyspace, String local) {
        this.connection = connection;
        this.keyspace = CqlIdentifier.fromInternal(keyspace);
        this.local = local;
    }

    /** Returns the data centre of this process. */
    public String local() {
        return local;
    }

    /** Returns the other data centres, in alphabetical order. */
    public Set<String> others() {
        Set<String> others = new TreeSet<>(replicated());
        others.remove(local);
        return others;
    }

    private Set<String> replicated() {
        return connection
                .session()
                .getMetadata()
                .getKeyspace(keyspace)
                .map(KeyspaceMetadata::getReplication)
                .filter(DataCenters::isByDataCenter)
                .map(DataCenters::names)
                .orElseGet(connection::dataCenters);
    }

    static boolean isByDataCenter(Map<String, String> replication) {
        return replication.getOrDefault(CLASS, "").endsWith(NETWORK_TOPOLOGY);
    }

    private static Set<String> names(Map<String, String> replication) {
        Set<String> names = new TreeSet<>(replication.keySet());
        names.remove(CLASS);
        return names;
    }
}
