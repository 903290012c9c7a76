package dev.holdall.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.protocol.ConnectionIntent;
import io.lettuce.core.protocol.RedisCommand;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A cluster, whose primaries share the keys. */
final class Cluster implements Servers {

    private final Client client;
    private final RedisClusterClient topology;
    private final StatefulRedisClusterConnection<String, byte[]> primaries;
    private final @Nullable StatefulRedisClusterConnection<String, byte[]> nearest;

    /**
     * Over connections that are open.
     *
     * @param nearest reads from whoever is nearest; null where only primaries are read from
     */
    Cluster(
            Client client,
            RedisClusterClient topology,
            StatefulRedisClusterConnection<String, byte[]> primaries,
            @Nullable StatefulRedisClusterConnection<String, byte[]> nearest) {
        this.client = client;
        this.topology = topology;
        this.primaries = primaries;
        this.nearest = nearest;
    }

    @Override
    public void send(RedisCommand<String, byte[], ?> command) {
        primaries.dispatch(command);
    }

    /** One by one: the client library would wait for the connection of each slot that has none yet. */
    @Override
    public void sendAll(Collection<? extends RedisCommand<String, byte[], ?>> commands) {
        commands.forEach(this::send);
    }

    @Override
    public boolean hasReplicas() {
        return nearest != null;
    }

    @Override
    public void sendNearby(List<? extends RedisCommand<String, byte[], ?>> commands) {
        StatefulRedisClusterConnection<String, byte[]> connection = nearest == null ? primaries : nearest;
        commands.forEach(connection::dispatch);
    }

    @Override
    public CompletionStage<StatefulRedisConnection<String, byte[]>> connectionOf(String key) {
        RedisClusterNode node = primaries.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
        return node == null ? CompletableFuture.failedStage(ServerFailures.slotWithoutNode()) : connectionOf(node);
    }

    /** By host and port, as the client library does itself where it goes by slots: it is the same connection then. */
    private CompletionStage<StatefulRedisConnection<String, byte[]>> connectionOf(RedisClusterNode node) {
        return primaries.getConnectionAsync(
                node.getUri().getHost(), node.getUri().getPort(), ConnectionIntent.WRITE);
    }

    @Override
    public CompletionStage<Void> refresh() {
        return topology.refreshPartitionsAsync();
    }

    @Override
    public List<CompletionStage<StatefulRedisConnection<String, byte[]>>> primaries() {
        return primaries.getPartitions().stream()
                .filter(node -> node.getRole().isUpstream() && !node.getSlots().isEmpty())
                .map(this::connectionOf)
                .toList();
    }

    @Override
    public boolean completesOn(Thread thread) {
        return client.completesOn(thread);
    }

    @Override
    public void close() {
        client.close(nearest == null ? List.of(primaries) : List.of(primaries, nearest));
    }
}
