package dev.holdall.testservers.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A node's view of its cluster. */
final class ClusterView {

    private static final Set<NodeFlag> TROUBLE =
            Set.of(NodeFlag.HANDSHAKE, NodeFlag.EVENTUAL_FAIL, NodeFlag.FAIL, NodeFlag.NOADDR);

    private final boolean ok;
    private final Partitions nodes;

    private ClusterView(boolean ok, Partitions nodes) {
        this.ok = ok;
        this.nodes = nodes;
    }

    static ClusterView of(RedisServer node) {
        String state = RedisInfo.parse(node.admin().clusterInfo()).get("cluster_state");
        return new ClusterView(
                "ok".equals(state), ClusterPartitionParser.parse(node.admin().clusterNodes()));
    }

    /** Whether the node serves clients: by its view, every slot has a primary that is reachable. */
    boolean isOk() {
        return ok;
    }

    /** Whether the node knows all these servers, and takes none of them for failed. */
    boolean sees(Collection<RedisServer> servers) {
        Set<InetSocketAddress> healthy = nodes.stream()
                .filter(node -> node.getFlags().stream().noneMatch(TROUBLE::contains))
                .map(ClusterView::address)
                .collect(Collectors.toSet());
        return servers.stream().map(RedisServer::address).allMatch(healthy::contains);
    }

    /** Returns the address of the primary of a slot, if the slot has one. */
    Optional<InetSocketAddress> ownerOf(int slot) {
        return Optional.ofNullable(nodes.getPartitionBySlot(slot)).map(ClusterView::address);
    }

    private static InetSocketAddress address(RedisClusterNode node) {
        RedisURI uri = node.getUri();
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }
}
