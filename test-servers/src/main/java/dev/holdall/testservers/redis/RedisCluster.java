package dev.holdall.testservers.redis;

import dev.holdall.testservers.processes.ServerStartException;
import io.lettuce.core.cluster.SlotHash;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Redis Cluster on this machine, for a test.
 *
 * <pre>{@code
 * try (RedisCluster redis = RedisCluster.builder().nodeTimeout(Duration.ofSeconds(2)).start()) {
 *     redis.uris();
 *     RedisServer old = redis.primaryOf("key");
 *     old.kill();
 *     RedisServer next = redis.awaitFailover(old);
 * }
 * }</pre>
 *
 * <p>Its nodes have addresses of their own. They end when this object is closed, at the latest with this JVM, even if
 * that is killed. No replica migrates to another primary. Not thread-safe.
 */
public final class RedisCluster implements AutoCloseable {

    private final TopologyResources site;
    private final List<Shard> shards = new ArrayList<>();

    private RedisCluster(TopologyResources site, int primaries, int replicas, Duration nodeTimeout) {
        this.site = site;
        for (int index = 0; index < primaries; index++) {
            List<RedisServer> servers = new ArrayList<>();
            for (int host = 1 + index; host <= primaries * (1 + replicas); host += primaries) {
                servers.add(RedisServer.member(site, site.server(host, clustered(host, nodeTimeout))));
            }
            shards.add(new Shard(
                    List.copyOf(servers),
                    SlotHash.SLOT_COUNT * index / primaries,
                    SlotHash.SLOT_COUNT * (index + 1) / primaries));
        }
        nodes().forEach(RedisServer::launch);
        new ClusterFormation(shards).form();
        awaitReady();
    }

    private RedisConf clustered(int host, Duration nodeTimeout) {
        return new RedisConf()
                .add("cluster-enabled", "yes")
                .add("cluster-node-timeout", Long.toString(nodeTimeout.toMillis()))
                .add("cluster-announce-ip", Hosts.host(site.near(host)))
                // A barrier above the number of replicas: no replica migrates to another primary.
                .add("cluster-migration-barrier", "99");
    }

    /**
     * Describes a cluster.
     *
     * @return a builder, all of whose properties have defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the addresses at which clients find the nodes.
     *
     * @return the addresses of all nodes
     */
    public List<InetSocketAddress> addresses() {
        return nodes().stream().map(RedisServer::address).toList();
    }

    /**
     * Returns the URIs at which clients find the nodes.
     *
     * @return {@code redis://host:port} of all nodes, or {@code rediss://host:port} with TLS
     */
    public List<String> uris() {
        return nodes().stream().map(RedisServer::uri).toList();
    }

    /**
     * Returns all nodes.
     *
     * @return the nodes
     */
    public List<RedisServer> nodes() {
        return shards.stream().flatMap(shard -> shard.servers().stream()).toList();
    }

    /**
     * Returns the primaries, as one of the running nodes sees them.
     *
     * @return the nodes that own slots, whether they are running or not
     */
    public List<RedisServer> primaries() {
        return primaries(view());
    }

    private List<RedisServer> primaries(ClusterView view) {
        return shards.stream().map(shard -> shard.primary(view)).toList();
    }

    /**
     * Returns the replicas, as one of the running nodes sees them.
     *
     * @return all nodes but the primaries
     */
    public List<RedisServer> replicas() {
        List<RedisServer> primaries = primaries();
        return nodes().stream().filter(node -> !primaries.contains(node)).toList();
    }

    /**
     * Returns the primary of a key, as one of the running nodes sees it.
     *
     * @param key the key
     * @return the node that owns the key's slot, whether it is running or not
     */
    public RedisServer primaryOf(String key) {
        int slot = SlotHash.getSlot(key);
        return shards.stream()
                .filter(shard -> shard.hasSlot(slot))
                .findFirst()
                .orElseThrow()
                .primary(view());
    }

    /**
     * Returns the replicas of a key, as one of the running nodes sees them.
     *
     * @param key the key
     * @return the replicas of the primary that owns the key's slot, whether they are running or not
     */
    public List<RedisServer> replicasOf(String key) {
        RedisServer primary = primaryOf(key);
        return shardOf(primary).servers().stream()
                .filter(node -> node != primary)
                .toList();
    }

    private ClusterView view() {
        return ClusterView.of(
                running().findFirst().orElseThrow(() -> new IllegalStateException("no node of the cluster runs")));
    }

    private Stream<RedisServer> running() {
        return nodes().stream().filter(RedisServer::isRunning);
    }

    private Shard shardOf(RedisServer node) {
        return shards.stream()
                .filter(shard -> shard.servers().contains(node))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(node + " isn't one of " + nodes()));
    }

    /**
     * Waits until all running nodes see another primary in the place of the given one, and serve clients.
     *
     * @param oldPrimary the primary whose failure the nodes should notice
     * @return the new primary
     * @throws ServerStartException if there is no new primary within 60 s
     */
    public RedisServer awaitFailover(RedisServer oldPrimary) {
        Shard shard = shardOf(oldPrimary);
        waiting()
                .until(
                        "another primary than " + oldPrimary,
                        () -> running()
                                .map(ClusterView::of)
                                .allMatch(view -> view.isOk() && shard.primary(view) != oldPrimary));
        return shard.primary(view());
    }

    /**
     * Waits until all running nodes see each other and serve clients, and the replicas have what their primaries have
     * now.
     *
     * @throws ServerStartException if that isn't so within 60 s
     */
    public void awaitReady() {
        List<RedisServer> running = running().toList();
        waiting()
                .until(
                        "all nodes see each other, and serve clients",
                        () -> running.stream()
                                .map(ClusterView::of)
                                .allMatch(view -> view.isOk() && view.sees(running)));
        waiting()
                .until(
                        "all replicas have what their primaries have",
                        () -> shards.stream().allMatch(this::isInSync));
    }

    private boolean isInSync(Shard shard) {
        RedisServer primary = shard.primary(view());
        ReplicationMark mark = ReplicationMark.of(primary);
        return shard.servers().stream()
                .filter(node -> node != primary && node.isRunning())
                .allMatch(mark::isReachedBy);
    }

    private RedisWait waiting() {
        return new RedisWait(nodes());
    }

    /** Kills all nodes, and deletes their files. */
    @Override
    public void close() {
        site.close();
    }

    /** A builder for a cluster. All properties have defaults. */
    public static final class Builder extends RedisBuilder<Builder> {

        private static final int MAX_NODES = 16;

        private int primaries = 3;
        private int replicas = 1;
        private Duration nodeTimeout = Duration.ofSeconds(30);

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Chooses how many primaries there are; by default three, the fewest with which a failed primary is replaced.
         *
         * @param number from 1 to 16; the cluster may have 16 nodes in all
         * @return this
         */
        public Builder primaries(int number) {
            primaries = ServerCounts.require("primaries", number, 1, MAX_NODES);
            return this;
        }

        /**
         * Chooses how many replicas each primary has; by default one.
         *
         * @param number from 0 to 15; the cluster may have 16 nodes in all
         * @return this
         */
        public Builder replicas(int number) {
            replicas = ServerCounts.require("replicas", number, 0, MAX_NODES - 1);
            return this;
        }

        /**
         * Chooses after how long without an answer the others take a node for failed; by default 30 s, so that a
         * machine that halts for some seconds doesn't make the cluster refuse requests. A test that waits for a
         * failover chooses a shorter time.
         *
         * @param silence the time without an answer
         * @return this
         */
        public Builder nodeTimeout(Duration silence) {
            nodeTimeout = silence;
            return this;
        }

        /**
         * Starts all nodes, and blocks until they see each other and the replicas are in sync.
         *
         * @return the cluster
         * @throws ServerStartException if a node ends, or the cluster isn't ready within 60 s
         */
        public RedisCluster start() {
            int nodes = ServerCounts.require("nodes", primaries * (1 + replicas), 1, MAX_NODES);
            return TopologyResources.open(
                    settings(),
                    nodes,
                    new int[] {TopologyResources.PORT, TopologyResources.BUS_PORT},
                    site -> new RedisCluster(site, primaries, replicas, nodeTimeout));
        }
    }
}
