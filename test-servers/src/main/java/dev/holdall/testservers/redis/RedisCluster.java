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
 * try (RedisCluster redis = RedisCluster.builder().primaries(3).replicas(1).start()) {
 *     redis.uris();
 *     RedisServer old = redis.primaryOf("key");
 *     old.kill();
 *     RedisServer next = redis.awaitFailover(old);
 * }
 * }</pre>
 *
 * <p>Its nodes have addresses of their own, and end with it, at the latest with this JVM, even if that is killed. A
 * replica stays with the keys that it has. Not for use by several threads.
 */
public final class RedisCluster implements AutoCloseable {

    private final RedisSite site;
    private final List<Shard> shards = new ArrayList<>();

    private RedisCluster(RedisSite site, int primaries, int replicas, Duration nodeTimeout) {
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
                // More than there are: no replica moves to another primary.
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
     * Where clients find the nodes.
     *
     * @return the addresses of all nodes
     */
    public List<InetSocketAddress> addresses() {
        return nodes().stream().map(RedisServer::address).toList();
    }

    /**
     * Where clients find the nodes.
     *
     * @return {@code redis://host:port} of all nodes, or {@code rediss://host:port} if they speak TLS
     */
    public List<String> uris() {
        return nodes().stream().map(RedisServer::uri).toList();
    }

    /**
     * All nodes.
     *
     * @return the nodes
     */
    public List<RedisServer> nodes() {
        return shards.stream().flatMap(shard -> shard.servers().stream()).toList();
    }

    /**
     * The primaries, as a node that runs sees them.
     *
     * @return the nodes that have slots, whether they run or not
     */
    public List<RedisServer> primaries() {
        return primaries(view());
    }

    private List<RedisServer> primaries(ClusterView view) {
        return shards.stream().map(shard -> shard.primary(view)).toList();
    }

    /**
     * The replicas, as a node that runs sees them.
     *
     * @return all nodes but the primaries
     */
    public List<RedisServer> replicas() {
        List<RedisServer> primaries = primaries();
        return nodes().stream().filter(node -> !primaries.contains(node)).toList();
    }

    /**
     * The primary of a key, as a node that runs sees it.
     *
     * @param key the key
     * @return the node that has its slot, whether it runs or not
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
     * The replicas of a key, as a node that runs sees them.
     *
     * @param key the key
     * @return the nodes that have its slot from the primary, whether they run or not
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
     * Waits until all nodes that run see another primary in the place of one, and serve clients.
     *
     * @param oldPrimary the primary whose failure they should notice
     * @return the new primary
     * @throws ServerStartException if there is none within 60 s
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
     * Waits until all nodes that run see each other, agree on the primaries and serve clients, and the replicas have
     * what their primaries have now.
     *
     * @throws ServerStartException if they don't within 60 s
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

    /** Describes a cluster; everything has a default. */
    public static final class Builder extends RedisBuilder<Builder> {

        private static final int MAX_NODES = 16;

        private int primaries = 3;
        private int replicas = 1;
        private Duration nodeTimeout = Duration.ofSeconds(2);

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Chooses how many primaries there are; by default three, the fewest that replace one.
         *
         * @param number 1 at least; 16 nodes at most
         * @return this
         */
        public Builder primaries(int number) {
            primaries = Counts.require("primaries", number, 1, MAX_NODES);
            return this;
        }

        /**
         * Chooses how many replicas each primary has; by default one.
         *
         * @param number 0 at least; 16 nodes at most
         * @return this
         */
        public Builder replicas(int number) {
            replicas = Counts.require("replicas", number, 0, MAX_NODES - 1);
            return this;
        }

        /**
         * Chooses how long a node may be silent until the others take it for dead; by default 2 s.
         *
         * @param silence how long
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
         * @throws ServerStartException if a node ends, or they aren't ready within 60 s
         */
        public RedisCluster start() {
            int nodes = Counts.require("nodes", primaries * (1 + replicas), 1, MAX_NODES);
            return RedisSite.open(
                    settings(),
                    nodes,
                    new int[] {RedisSite.PORT, RedisSite.BUS_PORT},
                    site -> new RedisCluster(site, primaries, replicas, nodeTimeout));
        }
    }
}
