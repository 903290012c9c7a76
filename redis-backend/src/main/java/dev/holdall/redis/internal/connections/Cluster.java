package dev.holdall.redis.internal.connections;

import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Script;
import dev.holdall.redis.internal.requests.Requests;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.BackendContext;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.protocol.ConnectionIntent;
import io.lettuce.core.protocol.RedisCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster, whose primaries share the keys. */
final class Cluster implements Servers {

    private static final Duration LOADING = Duration.ofMillis(300);
    private static final Object REFRESH = "refresh";

    private final LettuceClient client;
    private final RedisClusterClient topology;
    private final StatefulRedisClusterConnection<String, byte[]> primaries;
    private final @Nullable StatefulRedisClusterConnection<String, byte[]> nearest;
    private final BackendContext context;
    private final SingleFlight underWay = new SingleFlight();

    /**
     * Over connections that are open.
     *
     * @param nearest reads from whoever is nearest; null where only primaries are read from
     */
    Cluster(
            LettuceClient client,
            RedisClusterClient topology,
            StatefulRedisClusterConnection<String, byte[]> primaries,
            @Nullable StatefulRedisClusterConnection<String, byte[]> nearest,
            BackendContext context) {
        this.client = client;
        this.topology = topology;
        this.primaries = primaries;
        this.nearest = nearest;
        this.context = context;
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
        RedisClusterNode node =
                primaries.getPartitions().getMasterBySlot(SlotHash.getSlot(key.getBytes(StandardCharsets.UTF_8)));
        return node == null ? CompletableFuture.failedStage(ServerFailures.slotWithoutNode()) : connectionOf(node);
    }

    /** By host and port, as the client library does itself where it goes by slots: it is the same connection then. */
    private CompletionStage<StatefulRedisConnection<String, byte[]>> connectionOf(RedisClusterNode node) {
        return primaries.getConnectionAsync(
                node.getUri().getHost(), node.getUri().getPort(), ConnectionIntent.WRITE);
    }

    @Override
    public CompletionStage<Void> refresh() {
        return underWay.join(REFRESH, topology::refreshPartitionsAsync);
    }

    /**
     * To all primaries: while a slot is moved, its keys are asked for at a node that may have no slot yet. One that
     * isn't even known is for the next call.
     */
    @Override
    public CompletionStage<Void> load(Script script) {
        CompletionStage<Void> unused = refresh();
        return underWay.join(script, () -> loadEverywhere(script));
    }

    /** A node that doesn't answer soon is not waited for: the call may be for another one. */
    private CompletionStage<Void> loadEverywhere(Script script) {
        CompletableFuture<Void> loaded = CompletableFuture.allOf(upstream()
                .filter(node -> !node.is(NodeFlag.FAIL) && !node.is(NodeFlag.EVENTUAL_FAIL))
                .map(node -> connectionOf(node)
                        .thenCompose(connection -> Requests.dispatch(connection, Commands.load(script)))
                        .exceptionally(failure -> null)
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
        Future<?> soon = context.schedule(() -> loaded.complete(null), LOADING);
        return loaded.whenComplete((done, failure) -> soon.cancel(false));
    }

    @Override
    public List<CompletionStage<StatefulRedisConnection<String, byte[]>>> primaries() {
        return upstream()
                .filter(node -> !node.getSlots().isEmpty())
                .map(this::connectionOf)
                .toList();
    }

    private Stream<RedisClusterNode> upstream() {
        return primaries.getPartitions().stream().filter(node -> node.getRole().isUpstream());
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
