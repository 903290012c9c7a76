package dev.holdall.redis.internal.connections;

import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Script;
import dev.holdall.redis.internal.requests.Servers;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A primary that has all keys, found by its address or through sentinels, and the replicas to read from, if any. */
final class PrimaryAndReplicas implements Servers {

    private final LettuceClient client;
    private final StatefulRedisConnection<String, byte[]> primary;
    private final List<Replica> replicas;

    /**
     * Uses a connection that is open.
     *
     * @param replicas the replicas, the nearest first
     */
    PrimaryAndReplicas(LettuceClient client, StatefulRedisConnection<String, byte[]> primary, List<Replica> replicas) {
        this.client = client;
        this.primary = primary;
        this.replicas = List.copyOf(replicas);
    }

    @Override
    public void send(RedisCommand<String, byte[], ?> command) {
        primary.dispatch(command);
    }

    @Override
    public void sendAll(Collection<? extends RedisCommand<String, byte[], ?>> commands) {
        primary.dispatch(commands);
    }

    @Override
    public boolean hasReplicas() {
        return !replicas.isEmpty();
    }

    @Override
    public void sendNearby(List<? extends RedisCommand<String, byte[], ?>> commands) {
        replicas.stream()
                .flatMap(replica -> replica.openConnection().stream())
                .findFirst()
                .orElse(primary)
                .dispatch(commands);
    }

    @Override
    public CompletionStage<StatefulRedisConnection<String, byte[]>> connectionOf(String key) {
        return CompletableFuture.completedStage(primary);
    }

    @Override
    public String slotTag(String key) {
        return "";
    }

    @Override
    public List<String> slotTags() {
        return List.of("");
    }

    /** Does nothing: the client library itself looks for the primary when the connection is lost. */
    @Override
    public CompletionStage<Void> refresh() {
        return CompletableFuture.completedStage(null);
    }

    /**
     * Doesn't wait for the answer: the call of the script follows on the same connection, so the server has loaded the
     * script by then.
     */
    @Override
    public CompletionStage<Void> load(Script script) {
        primary.dispatch(Commands.load(script));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public List<CompletionStage<StatefulRedisConnection<String, byte[]>>> primaries() {
        return List.of(CompletableFuture.completedStage(primary));
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
        client.close(Stream.concat(Stream.of(primary), replicas.stream().flatMap(replica -> replica.close().stream()))
                .toList());
    }
}
