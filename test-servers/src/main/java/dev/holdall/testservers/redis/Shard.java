package dev.holdall.testservers.redis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A shard of a cluster: the servers that store the same slots.
 *
 * @param servers the servers; the first one starts as the primary
 * @param firstSlot the first slot of the shard
 * @param endSlot the slot after the last one of the shard
 */
record Shard(List<RedisServer> servers, int firstSlot, int endSlot) {

    RedisServer firstPrimary() {
        return servers.get(0);
    }

    List<RedisServer> firstReplicas() {
        return servers.subList(1, servers.size());
    }

    int[] slots() {
        return IntStream.range(firstSlot, endSlot).toArray();
    }

    boolean hasSlot(int slot) {
        return firstSlot <= slot && slot < endSlot;
    }

    /** Returns the server that is the primary of this shard in a node's view. */
    RedisServer primary(ClusterView view) {
        return servers.stream()
                .filter(server ->
                        view.ownerOf(firstSlot).filter(server.address()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no server of the shard has the slots from " + firstSlot));
    }
}
