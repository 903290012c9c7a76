package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.RawClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The verbs as one would write them with Lettuce alone, over one connection for all threads. Its options are those of
 * the store's client: it has timeouts, and rejects commands while it is disconnected.
 */
final class RawLettuce implements RawClient, AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private static final byte[] MILLIS = Long.toString(Workload.TTL.toMillis()).getBytes(StandardCharsets.US_ASCII);

    private final RedisClient client;
    private final RedisAsyncCommands<String, byte[]> commands;

    /** The SHA-1 of the script that sets a value. */
    private final String setting;

    private RawLettuce(RedisClient client) {
        this.client = client;
        commands = client.connect(CODEC).async();
        setting = await(commands.scriptLoad("return redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[1]).ok"));
    }

    static RawLettuce connect(String uri) {
        return new RawLettuce(client(uri));
    }

    /** Creates a client that has the options of the store's client. */
    static RedisClient client(String uri) {
        RedisClient client = RedisClient.create(
                RedisURI.builder(RedisURI.create(uri)).withTimeout(TIMEOUT).build());
        client.setOptions(options());
        return client;
    }

    /** Returns the options of the store's client that affect the measurement. */
    static ClientOptions options() {
        return ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(TIMEOUT)
                        .keepAlive(true)
                        .build())
                .build();
    }

    @Override
    public byte @Nullable [] get(String key) {
        return await(commands.get(key));
    }

    @Override
    public RedisFuture<byte[]> getAsync(String key) {
        return commands.get(key);
    }

    @Override
    public void set(String key) {
        await(setAsync(key));
    }

    @Override
    public RedisFuture<String> setAsync(String key) {
        return commands.set(key, Workload.newValue(), SetArgs.Builder.px(Workload.TTL));
    }

    /**
     * Writes like {@link #set}, but in a script that checks nothing. Its cost is the least that a write costs whose
     * condition is checked on the server.
     */
    void setByScript(String key) {
        await(setByScriptAsync(key));
    }

    RedisFuture<byte[]> setByScriptAsync(String key) {
        return commands.evalsha(setting, ScriptOutputType.VALUE, new String[] {key}, MILLIS, Workload.newValue());
    }

    @Override
    public void changeTTL(String key) {
        touch(key);
    }

    /** Sets the TTL again. Returns whether the key was there. */
    boolean touch(String key) {
        return await(changeTTLAsync(key));
    }

    @Override
    public RedisFuture<Boolean> changeTTLAsync(String key) {
        return commands.pexpire(key, Workload.TTL);
    }

    /** Reads several keys at once, with a GET for each. */
    Map<String, byte[]> getAll(List<String> keys) {
        List<RedisFuture<byte[]>> answers = keys.stream().map(commands::get).toList();
        answers.forEach(RawLettuce::await);
        return found(keys, answers);
    }

    CompletionStage<Map<String, byte[]>> getAllAsync(List<String> keys) {
        List<RedisFuture<byte[]>> answers = keys.stream().map(commands::get).toList();
        return CompletableFuture.allOf(answers.stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new))
                .thenApply(done -> found(keys, answers));
    }

    private static Map<String, byte[]> found(List<String> keys, List<RedisFuture<byte[]>> answers) {
        Map<String, byte[]> found = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            byte[] value = answers.get(i).toCompletableFuture().join();
            if (value != null) {
                found.put(keys.get(i), value);
            }
        }
        return found;
    }

    /** Reads several keys at once, with one MGET. In a cluster that isn't possible for keys of several slots. */
    Map<String, byte[]> getAllInOne(List<String> keys) {
        return found(await(commands.mget(keys.toArray(String[]::new))));
    }

    CompletionStage<Map<String, byte[]>> getAllInOneAsync(List<String> keys) {
        return commands.mget(keys.toArray(String[]::new)).thenApply(RawLettuce::found);
    }

    private static Map<String, byte[]> found(List<KeyValue<String, byte[]>> answers) {
        Map<String, byte[]> found = new HashMap<>();
        answers.stream().filter(KeyValue::hasValue).forEach(each -> found.put(each.getKey(), each.getValue()));
        return found;
    }

    /** Waits for an answer, for as long as a command may take. */
    static <T> T await(RedisFuture<T> answer) {
        return LettuceFutures.awaitOrCancel(answer, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
