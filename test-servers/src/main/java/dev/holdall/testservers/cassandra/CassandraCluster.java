package dev.holdall.testservers.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.testservers.network.LoopbackRange;
import dev.holdall.testservers.processes.ServerCertificate;
import dev.holdall.testservers.processes.ServerStartException;
import dev.holdall.testservers.processes.TempFolder;
import java.net.InetAddress;
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
 * <p>It has addresses of its own, so clusters don't get in each other's way. Its nodes end with it, at the latest with
 * this JVM, even if that is killed. Its files are deleted with it, unless the system property
 * {@code holdall.testservers.keep} is set. Not for use by several threads.
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
            LoopbackRange addresses, TempFolder folder, ClusterSettings settings, List<NodePlace> places) {
        this.addresses = addresses;
        this.folder = folder;
        this.settings = settings;
        this.link = settings.wideArea() ? WideAreaLink.start(places, STORAGE_PORT) : null;
        for (NodePlace place : places) {
            NodeFiles files = NodeFiles.write(folder.path(), settings, place, places);
            nodes.computeIfAbsent(place.dataCenter(), name -> new ArrayList<>())
                    .add(new CassandraNode(this::awaitUp, place, files));
        }
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
     * The cluster's data centres.
     *
     * @return their names, in the order in which they were added
     */
    public Set<String> dataCenters() {
        return nodes.keySet();
    }

    /**
     * All nodes.
     *
     * @return the nodes, by data centre
     */
    public List<CassandraNode> nodes() {
        return nodes.values().stream().flatMap(List::stream).toList();
    }

    /**
     * The nodes of a data centre.
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
     * A node.
     *
     * @param dataCenter its data centre's name
     * @param index which of the data centre's nodes, from 0
     * @return the node
     */
    public CassandraNode node(String dataCenter, int index) {
        return nodes(dataCenter).get(index);
    }

    /**
     * The network between the data centres.
     *
     * @return what gets in its way
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
     * Connects a driver session of the test's own, with patient timeouts.
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
     * What the nodes show to clients.
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
     * Waits until all nodes that run see each other as up, but for those that the link separates.
     *
     * @throws ServerStartException if they don't within three minutes
     */
    public void awaitUp() {
        readiness.await();
    }

    /**
     * Starts nodes again, all at the same time: otherwise like {@link CassandraNode#restart()} of each.
     *
     * @param some nodes of this cluster
     * @throws ServerStartException if they don't start
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

    /** Describes a cluster: one data centre at least, all else has defaults. */
    public static final class Builder {

        private static final int SMALL_CLUSTER_NODES = 2;

        private final Map<String, Integer> nodesByDataCenter = new LinkedHashMap<>();
        private CassandraVersion version = CassandraVersion.V5_0;
        private boolean wideArea;
        private int heapMebibytes;
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
         * Puts a network between the data centres that can be slow or cut; by default there is none.
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
         * Chooses the heap of each node, a quarter of which holds what isn't written to files yet; by default 256 MiB,
         * and 192 of more than two nodes.
         *
         * @param mebibytes how large
         * @return this
         */
        public Builder heapMebibytes(int mebibytes) {
            heapMebibytes = mebibytes;
            return this;
        }

        /**
         * Lets only clients in that log in as {@link #USER}; by default there are no users.
         *
         * <p>The nodes read this user's row at QUORUM, from replicas in any data centre: while these are separated, new
         * connections may be refused.
         *
         * @param required whether clients must log in
         * @return this
         */
        public Builder authentication(boolean required) {
            authentication = required;
            return this;
        }

        /**
         * Lets only clients in that use TLS; see {@link #certificate()}. By default none does.
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
         * @throws ServerStartException if a node ends, or isn't ready within three minutes
         */
        public CassandraCluster start() {
            if (nodesByDataCenter.isEmpty()) {
                throw new IllegalStateException("a cluster needs a data centre");
            }
            LoopbackRange addresses = LoopbackRange.take(STORAGE_PORT, CassandraNode.NATIVE_PORT);
            TempFolder folder = TempFolder.create("holdall-cassandra-");
            List<NodePlace> places = places(addresses);
            CassandraCluster cluster = new CassandraCluster(addresses, folder, settings(folder, places), places);
            try {
                cluster.nodes().forEach(CassandraNode::start);
                cluster.awaitUp();
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
                throw e;
            }
        }

        private ClusterSettings settings(TempFolder folder, List<NodePlace> places) {
            List<InetAddress> listen = places.stream().map(NodePlace::listen).toList();
            return new ClusterSettings(
                    version,
                    wideArea,
                    heapMebibytes > 0 ? heapMebibytes : places.size() > SMALL_CLUSTER_NODES ? 192 : 256,
                    authentication,
                    clientTls ? ServerCertificate.create(folder.path(), listen) : null);
        }

        private List<NodePlace> places(LoopbackRange addresses) {
            List<NodePlace> places = new ArrayList<>();
            int dataCenterIndex = 0;
            for (Map.Entry<String, Integer> dataCenter : nodesByDataCenter.entrySet()) {
                for (int index = 0; index < dataCenter.getValue(); index++) {
                    int host = places.size() + 1;
                    places.add(new NodePlace(
                            dataCenter.getKey(),
                            index,
                            NodePlace.token(dataCenterIndex, index, dataCenter.getValue()),
                            addresses.near(host),
                            wideArea ? addresses.far(host) : addresses.near(host)));
                }
                dataCenterIndex++;
            }
            return List.copyOf(places);
        }
    }
}
