package dev.holdall.testservers.redis;

import java.util.List;

/** Forms a cluster from nodes that don't know each other yet. */
final class ClusterFormation {

    private final List<Shard> shards;
    private final List<RedisServer> nodes;
    private final RedisWait waiting;

    ClusterFormation(List<Shard> shards) {
        this.shards = shards;
        this.nodes = shards.stream().flatMap(shard -> shard.servers().stream()).toList();
        this.waiting = new RedisWait(nodes);
    }

    void form() {
        assignSlots();
        meet();
        waiting.until(
                "all nodes know each other",
                () -> nodes.stream().allMatch(node -> ClusterView.of(node).sees(nodes)));
        shards.forEach(ClusterFormation::replicate);
    }

    /**
     * Gives each primary its slots, and a config epoch of its own. With equal epochs the nodes would first have to
     * resolve the conflict.
     */
    private void assignSlots() {
        int epoch = 1;
        for (Shard shard : shards) {
            shard.firstPrimary().admin().clusterSetConfigEpoch(epoch++);
            shard.firstPrimary().admin().clusterAddSlots(shard.slots());
        }
    }

    /** Introduces all nodes to each other. If they learnt of each other by gossip, it would take seconds. */
    private void meet() {
        for (RedisServer node : nodes) {
            for (RedisServer other : nodes.subList(0, nodes.indexOf(node))) {
                node.admin()
                        .clusterMeet(
                                Hosts.host(other.address()), other.address().getPort());
            }
        }
    }

    private static void replicate(Shard shard) {
        String primary = shard.firstPrimary().admin().clusterMyId();
        shard.firstReplicas().forEach(replica -> replica.admin().clusterReplicate(primary));
    }
}
