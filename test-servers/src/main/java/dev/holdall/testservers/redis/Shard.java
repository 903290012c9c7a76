package dev.holdall.testservers.redis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The servers of a cluster that store the same keys.
 *
 * @param servers that which starts as the primary first
 * @param firstSlot the first of its slots
 * @param endSlot the first that isn't its own any more
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

    /** The server that a node takes for the primary of these keys. */
    RedisServer primary(ClusterView view) {
        return servers.stream()
                .filter(server ->
                        view.ownerOf(firstSlot).filter(server.address()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody has the slots from " + firstSlot));
    }
}
