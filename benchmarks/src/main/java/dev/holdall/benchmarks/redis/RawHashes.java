package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.maps.MapFields;
import dev.holdall.benchmarks.maps.RawMaps;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Map;

/** Plain hashes with Lettuce alone, over one connection for all threads, with the options of {@link RawLettuce}. */
final class RawHashes implements RawMaps, AutoCloseable {

    private final RedisClient client;
    private final RedisAsyncCommands<String, byte[]> commands;

    private RawHashes(RedisClient client) {
        this.client = client;
        commands = client.connect(RawLettuce.CODEC).async();
    }

    static RawHashes connect(String uri) {
        return new RawHashes(RawLettuce.client(uri));
    }

    @Override
    public void create(String key) {
        RawLettuce.await(commands.hset(key, MapFields.initial()));
        RawLettuce.await(commands.pexpire(key, Workload.TTL));
    }

    @Override
    public Map<String, byte[]> get(String key) {
        return RawLettuce.await(commands.hgetall(key));
    }

    @Override
    public RedisFuture<Map<String, byte[]>> getAsync(String key) {
        return commands.hgetall(key);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
