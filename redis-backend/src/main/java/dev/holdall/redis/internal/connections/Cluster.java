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

/** A cluster: each primary has some of the keys. */
final class Cluster implements Servers {

    private static final Duration LOAD_TIMEOUT = Duration.ofMillis(300);
    private static final Object REFRESH = "refresh";

    private final LettuceClient client;
    private final RedisClusterClient topology;
    private final StatefulRedisClusterConnection<String, byte[]> primaries;
    private final @Nullable StatefulRedisClusterConnection<String, byte[]> nearest;
    private final BackendContext context;
    private final SingleFlight singleFlight = new SingleFlight();

    /**
     * Uses connections that are open.
     *
     * @param nearest the connection that reads from the nearest node; null if only primaries are read from
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

    /**
     * Sends the commands one by one. For a batch, the client library would block until each slot's node is connected.
     */
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

    /**
     * Looks the connection up by host and port. The client library does the same for a slot, so both get the same
     * connection.
     */
    private CompletionStage<StatefulRedisConnection<String, byte[]>> connectionOf(RedisClusterNode node) {
        return primaries.getConnectionAsync(
                node.getUri().getHost(), node.getUri().getPort(), ConnectionIntent.WRITE);
    }

    @Override
    public String slotTag(String key) {
        return SlotTags.of(SlotHash.getSlot(key));
    }

    @Override
    public List<String> slotTags() {
        return SlotTags.all();
    }

    @Override
    public CompletionStage<Void> refresh() {
        return singleFlight.join(REFRESH, topology::refreshPartitionsAsync);
    }

    /**
     * Loads the script on all primaries, also on those without slots: while a slot is moved, its keys are asked for at
     * the new node, which may own no slot yet. A node that isn't known yet is found by the refresh, for the next call.
     */
    @Override
    public CompletionStage<Void> load(Script script) {
        CompletionStage<Void> unused = refresh();
        return singleFlight.join(script, () -> loadEverywhere(script));
    }

    /** Doesn't wait for a node that is slow to answer: the call may be for another node. */
    private CompletionStage<Void> loadEverywhere(Script script) {
        CompletableFuture<Void> loaded = CompletableFuture.allOf(upstream()
                .filter(node -> !node.is(NodeFlag.FAIL) && !node.is(NodeFlag.EVENTUAL_FAIL))
                .map(node -> connectionOf(node)
                        .thenCompose(connection -> Requests.dispatch(connection, Commands.load(script)))
                        .exceptionally(failure -> null)
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
        Future<?> timeout = context.schedule(() -> loaded.complete(null), LOAD_TIMEOUT);
        return loaded.whenComplete((done, failure) -> timeout.cancel(false));
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
    public void onConnect(Runnable task) {
        client.onConnect(task);
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
