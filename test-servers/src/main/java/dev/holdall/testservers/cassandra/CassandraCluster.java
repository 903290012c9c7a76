package dev.holdall.testservers.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.testservers.network.LoopbackRange;
import dev.holdall.testservers.processes.ServerCertificate;
import dev.holdall.testservers.processes.ServerStartException;
import dev.holdall.testservers.processes.TempFolder;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Cassandra cluster of real nodes on this machine, for a test.
 *
 * <pre>{@code
 * try (CassandraCluster cluster = CassandraCluster.builder()
 *         .dataCenter("eqiad", 1)
 *         .dataCenter("codfw", 1)
 *         .wideArea(true)
 *         .start()) {
 *     cluster.link().delay(Duration.ofMillis(40));
 *     cluster.node("eqiad", 0).contactPoint();
 * }
 * }</pre>
 *
 * <p>It has addresses of its own, so clusters don't conflict over ports. Its nodes end when this object is closed, at
 * the latest with this JVM, even if that is killed. Its files are deleted then, unless the system property
 * {@code holdall.testservers.keep} is set. Not thread-safe.
 */
public final class CassandraCluster implements AutoCloseable {

    /** The user of a cluster with authentication. */
    public static final String USER = Sessions.USER;

    /** The password of {@link #USER}. */
    public static final String PASSWORD = Sessions.PASSWORD;

    private static final int STORAGE_PORT = 7000;

    private final LoopbackRange addresses;
    private final TempFolder folder;
    private final Map<String, List<CassandraNode>> nodes = new LinkedHashMap<>();
    private final Readiness readiness = new Readiness(
            this::nodes,
            this::dataCenters,
            this::connects,
            running -> sessions().everywhere(running));
    private final ClusterSettings settings;
    private final @Nullable WideAreaLink link;

    private CassandraCluster(
            LoopbackRange addresses, TempFolder folder, ClusterSettings settings, List<NodeLocation> locations) {
        this.addresses = addresses;
        this.folder = folder;
        this.settings = settings;
        for (NodeLocation location : locations) {
            NodeFiles files = NodeFiles.write(folder.path(), settings, location, locations);
            nodes.computeIfAbsent(location.dataCenter(), name -> new ArrayList<>())
                    .add(new CassandraNode(this::awaitUp, location, files));
        }
        this.link = settings.wideArea() ? WideAreaLink.start(locations, STORAGE_PORT) : null;
    }

    /**
     * Describes a cluster.
     *
     * @return a builder, without data centres yet
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the names of the cluster's data centres.
     *
     * @return the names, in the order in which they were added
     */
    public Set<String> dataCenters() {
        return nodes.keySet();
    }

    /**
     * Returns all nodes.
     *
     * @return the nodes, by data centre
     */
    public List<CassandraNode> nodes() {
        return nodes.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Returns the nodes of a data centre.
     *
     * @param dataCenter its name
     * @return its nodes
     */
    public List<CassandraNode> nodes(String dataCenter) {
        List<CassandraNode> found = nodes.get(dataCenter);
        if (found == null) {
            throw new IllegalArgumentException("no data centre " + dataCenter + ", but " + dataCenters());
        }
        return found;
    }

    /**
     * Returns a node.
     *
     * @param dataCenter its data centre's name
     * @param index the number of the node in its data centre, from 0
     * @return the node
     */
    public CassandraNode node(String dataCenter, int index) {
        return nodes(dataCenter).get(index);
    }

    /**
     * Returns the network between the data centres.
     *
     * @return the link, which can delay or cut that network
     * @throws IllegalStateException if the cluster has no wide area
     */
    public WideAreaLink link() {
        WideAreaLink current = link;
        if (current == null) {
            throw new IllegalStateException("a cluster without wideArea(true) has no link");
        }
        return current;
    }

    /**
     * Opens a driver session for the test, with long timeouts.
     *
     * @param dataCenter the local data centre
     * @return the session, which the caller closes
     */
    public CqlSession connect(String dataCenter) {
        return sessions().local(nodes(dataCenter), dataCenter);
    }

    Sessions sessions() {
        return new Sessions(settings);
    }

    /**
     * Returns the certificate that the nodes present to clients.
     *
     * @return the certificate, with the trust store for clients
     * @throws IllegalStateException if clients connect without TLS
     */
    public ServerCertificate certificate() {
        ServerCertificate certificate = settings.certificate();
        if (certificate == null) {
            throw new IllegalStateException("a cluster without clientTls(true) has no certificate");
        }
        return certificate;
    }

    /**
     * Waits until all running nodes see each other as up, except nodes that the link separates.
     *
     * @throws ServerStartException if that isn't so within three minutes
     */
    public void awaitUp() {
        readiness.await();
    }

    /**
     * Restarts nodes, all at the same time; otherwise like {@link CassandraNode#restart()} of each.
     *
     * @param some nodes of this cluster
     * @throws ServerStartException if the nodes don't start
     */
    public void restart(Collection<CassandraNode> some) {
        some.forEach(CassandraNode::kill);
        some.forEach(CassandraNode::start);
        awaitUp();
    }

    boolean connects(CassandraNode node, CassandraNode other) {
        WideAreaLink current = link;
        return current == null || current.connects(node.dataCenter(), other.dataCenter());
    }

    /** Kills all nodes, and deletes their files. */
    @Override
    public void close() {
        nodes().forEach(CassandraNode::close);
        if (link != null) {
            link.close();
        }
        addresses.close();
        folder.close();
    }

    /** A builder for a cluster. It needs one data centre at least; everything else has a default. */
    public static final class Builder {

        private static final int SMALL_CLUSTER_NODES = 2;

        private final Map<String, Integer> nodesByDataCenter = new LinkedHashMap<>();
        private CassandraVersion version = CassandraVersion.V5_0;
        private boolean wideArea;
        private int heapMebibytes;
        private Duration requestTimeout = Duration.ofSeconds(2);
        private boolean authentication;
        private boolean clientTls;

        private Builder() {}

        /**
         * Adds a data centre.
         *
         * @param name its name
         * @param nodes how many nodes it has
         * @return this
         */
        public Builder dataCenter(String name, int nodes) {
            if (nodes < 1 || nodesByDataCenter.putIfAbsent(name, nodes) != null) {
                throw new IllegalArgumentException("data centre " + name + " with " + nodes + " nodes");
            }
            return this;
        }

        /**
         * Puts a network between the data centres that the test can delay and cut, for {@link CassandraCluster#link()};
         * by default there is none.
         *
         * @param present whether there is one
         * @return this
         */
        public Builder wideArea(boolean present) {
            wideArea = present;
            return this;
        }

        /**
         * Chooses the version of all nodes; by default the newest.
         *
         * @param chosen the version
         * @return this
         */
        public Builder version(CassandraVersion chosen) {
            version = chosen;
            return this;
        }

        /**
         * Chooses the heap of each node; a quarter of it is for memtables. By default it is 256 MiB, and 192 MiB in a
         * cluster of more than two nodes.
         *
         * @param mebibytes the size in MiB
         * @return this
         */
        public Builder heapMebibytes(int mebibytes) {
            heapMebibytes = mebibytes;
            return this;
        }

        /**
         * Chooses how long a node waits for the replicas of a read, a write, or a transaction, before it tells the
         * client that too few of them have answered. By default it is 2 s, which large values can exceed on a busy
         * machine.
         *
         * @param limit the limit, at least a millisecond
         * @return this
         */
        public Builder requestTimeout(Duration limit) {
            requestTimeout = limit;
            return this;
        }

        /**
         * Requires clients to log in as {@link #USER}, or not; by default there are no users.
         *
         * <p>The nodes read this user's row at QUORUM, from replicas in any data centre. So while data centres are
         * separated, new connections may be refused.
         *
         * @param required whether clients must log in
         * @return this
         */
        public Builder authentication(boolean required) {
            authentication = required;
            return this;
        }

        /**
         * Requires TLS of clients, or not; see {@link #certificate()}. By default no client uses TLS.
         *
         * @param required whether clients must use TLS
         * @return this
         */
        public Builder clientTls(boolean required) {
            clientTls = required;
            return this;
        }

        /**
         * Starts all nodes, and blocks until they see each other as up.
         *
         * @return the cluster
         * @throws IllegalArgumentException if the cluster has more than 16 nodes
         * @throws ServerStartException if a node ends, or isn't ready within three minutes
         */
        public CassandraCluster start() {
            if (nodesByDataCenter.isEmpty()) {
                throw new IllegalStateException("a cluster needs a data centre");
            }
            LoopbackRange addresses = LoopbackRange.take(STORAGE_PORT, CassandraNode.NATIVE_PORT);
            try {
                return start(addresses, locations(addresses));
            } catch (RuntimeException | Error e) {
                addresses.close();
                throw e;
            }
        }

        private CassandraCluster start(LoopbackRange addresses, List<NodeLocation> locations) {
            TempFolder folder = TempFolder.create("holdall-cassandra-");
            try {
                return start(new CassandraCluster(addresses, folder, settings(folder, locations), locations));
            } catch (RuntimeException | Error e) {
                folder.close();
                throw e;
            }
        }

        private static CassandraCluster start(CassandraCluster cluster) {
            try {
                cluster.nodes().forEach(CassandraNode::start);
                cluster.awaitUp();
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
                throw e;
            }
        }

        private ClusterSettings settings(TempFolder folder, List<NodeLocation> locations) {
            List<InetAddress> listen =
                    locations.stream().map(NodeLocation::listen).toList();
            return new ClusterSettings(
                    version,
                    wideArea,
                    heapMebibytes > 0 ? heapMebibytes : locations.size() > SMALL_CLUSTER_NODES ? 192 : 256,
                    requestTimeout,
                    authentication,
                    clientTls ? ServerCertificate.create(folder.path(), listen) : null);
        }

        private List<NodeLocation> locations(LoopbackRange addresses) {
            List<NodeLocation> locations = new ArrayList<>();
            int dataCenterIndex = 0;
            for (Map.Entry<String, Integer> dataCenter : nodesByDataCenter.entrySet()) {
                for (int index = 0; index < dataCenter.getValue(); index++) {
                    int host = locations.size() + 1;
                    locations.add(new NodeLocation(
                            dataCenter.getKey(),
                            index,
                            NodeLocation.token(dataCenterIndex, index, dataCenter.getValue()),
                            addresses.near(host),
                            wideArea ? addresses.far(host) : addresses.near(host)));
                }
                dataCenterIndex++;
            }
            return List.copyOf(locations);
        }
    }
}
