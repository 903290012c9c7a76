package dev.holdall.redis;

import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps each entry in a string of Redis, behind its version. Every write is a script that looks at the version that is there:
 * see {@code found.lua}.
 */
final class RedisBackend implements SessionBackend {

    private final Servers servers;
    private final Traits traits;
    private final Requests requests;
    private final Reads reads;

    /** Over servers that were looked at. */
    RedisBackend(Servers servers, ReplicaWait replicaWait, Traits traits) {
        this.servers = servers;
        this.traits = traits;
        requests = new Requests(servers, replicaWait);
        reads = new Reads(servers, requests);
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options) {
        return reads.read(key, options);
    }

    @Override
    public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(Collection<String> keys, ReadOptions options) {
        return options.withLifetime()
                ? SessionBackend.super.readAll(keys, options)
                : reads.readAll(keys, options.read());
    }

    @Override
    public CompletionStage<Version> write(String key, byte[] value, Lifetime lifetime, Version version) {
        return requests.run(writing(key, value, lifetime, version), reply -> written(reply, version));
    }

    @Override
    public Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version) {
        List<Call<byte[]>> calls = values.entrySet().stream()
                .map(each -> writing(each.getKey(), each.getValue(), lifetime, version))
                .toList();
        return requests.runAll(calls, reply -> written(reply, version));
    }

    private static Call<byte[]> writing(String key, byte[] value, Lifetime lifetime, Version version) {
        return Call.write(Script.WRITE, key, Commands.bytes(lifetime), Stored.pack(version, value));
    }

    private static Version written(byte[] reply, Version asked) {
        Reply written = Reply.of(reply);
        return written.isStored() ? written.version(asked) : asked;
    }

    @Override
    public CompletionStage<Void> update(String key, Version seen, byte[] value, Lifetime lifetime) {
        Call<byte[]> call = Call.write(
                Script.UPDATE, key, Commands.bytes(lifetime), Stored.pack(next(seen), value), Commands.bytes(seen));
        return requests.run(call, Reply::of).thenAccept(reply -> {});
    }

    /** What the entry will have, unless it is another one by now; the greatest stays. */
    private static Version next(Version seen) {
        return seen.micros() == Long.MAX_VALUE ? seen : seen.plusMicros(1);
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(String key, byte[] value, Lifetime lifetime, Version version) {
        Call<byte[]> call =
                Call.write(Script.WRITE_IF_ABSENT, key, Commands.bytes(lifetime), Stored.pack(version, value));
        return requests.run(call, reply -> Reply.of(reply).toWriteResult(version));
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version) {
        Call<byte[]> call = Call.write(
                Script.WRITE_IF_UNCHANGED,
                key,
                Commands.bytes(lifetime),
                Stored.pack(version, value),
                Commands.bytes(seen));
        return requests.run(call, reply -> Reply.of(reply).toWriteResult(version));
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime) {
        return requests.run(touching(key, lifetime), RedisBackend::touched);
    }

    @Override
    public Map<String, CompletionStage<Optional<Version>>> touchAll(Collection<String> keys, Lifetime lifetime) {
        return requests.runAll(keys.stream().map(key -> touching(key, lifetime)).toList(), RedisBackend::touched);
    }

    private static Call<byte[]> touching(String key, Lifetime lifetime) {
        return Call.write(Script.TOUCH, key, Commands.bytes(lifetime));
    }

    private static Optional<Version> touched(byte[] reply) {
        Reply touched = Reply.of(reply);
        return touched.isStored() ? Optional.of(touched.version()) : Optional.empty();
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version) {
        return requests.run(deleting(key, version), RedisBackend::reached);
    }

    @Override
    public Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version) {
        return requests.runAll(keys.stream().map(key -> deleting(key, version)).toList(), RedisBackend::reached);
    }

    private static Call<byte[]> deleting(String key, Version version) {
        return Call.write(Script.DELETE, key, Commands.bytes(version));
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis) {
        Call<byte[]> call = Call.write(Script.REVOKE, key, Commands.bytes(version), Commands.bytes(horizonMillis));
        return requests.run(call, RedisBackend::reached);
    }

    /** The primary has it, and there is no other who takes writes. */
    private static Reach reached(byte[] reply) {
        Reply.of(reply);
        return Reach.ALL_DCS;
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version) {
        Call<byte[]> call = Call.write(
                Script.INCREMENT,
                key,
                Commands.bytes(version),
                Commands.bytes(lifetime),
                Commands.bytes(initial),
                Commands.bytes(delta));
        return requests.run(call, reply -> Reply.of(reply).toCounted(initial));
    }

    @Override
    public boolean completesOn(Thread thread) {
        return servers.completesOn(thread);
    }

    @Override
    public void close() {
        servers.close();
    }
}
