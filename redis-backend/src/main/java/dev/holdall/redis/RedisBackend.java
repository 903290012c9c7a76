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
    private final ServerTime time = new ServerTime(System::nanoTime);

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
        return requests.run(
                writing(key, value, lifetime, version), reply -> told(reply).version(version));
    }

    @Override
    public Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version) {
        List<Call<byte[]>> calls = values.entrySet().stream()
                .map(each -> writing(each.getKey(), each.getValue(), lifetime, version))
                .toList();
        return requests.runAll(calls, reply -> told(reply).version(version));
    }

    private Call<byte[]> writing(String key, byte[] value, Lifetime lifetime, Version version) {
        return Call.write(
                Script.WRITE,
                key,
                !time.reaches(version, lifetime),
                Stored.pack(version, value),
                Commands.bytes(lifetime));
    }

    @Override
    public CompletionStage<Void> update(String key, Version seen, byte[] value, Lifetime lifetime) {
        Version version = next(seen);
        Call<byte[]> call = Call.write(
                Script.UPDATE,
                key,
                !time.reaches(version, lifetime),
                Stored.pack(version, value),
                Commands.bytes(lifetime),
                Commands.bytes(seen));
        return requests.run(call, this::told).thenAccept(reply -> {});
    }

    /** What the entry will have, unless it is another one by now; the greatest stays. */
    private static Version next(Version seen) {
        return seen.micros() == Long.MAX_VALUE ? seen : seen.plusMicros(1);
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(String key, byte[] value, Lifetime lifetime, Version version) {
        Call<byte[]> call = Call.write(
                Script.WRITE_IF_ABSENT,
                key,
                !time.reaches(version, lifetime),
                Stored.pack(version, value),
                Commands.bytes(lifetime));
        return requests.run(call, reply -> told(reply).toWriteResult(version));
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version) {
        Call<byte[]> call = Call.write(
                Script.WRITE_IF_UNCHANGED,
                key,
                !time.reaches(version, lifetime),
                Stored.pack(version, value),
                Commands.bytes(lifetime),
                Commands.bytes(seen));
        return requests.run(call, reply -> told(reply).toWriteResult(version));
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime) {
        return requests.run(touching(key, lifetime), this::touched);
    }

    @Override
    public Map<String, CompletionStage<Optional<Version>>> touchAll(Collection<String> keys, Lifetime lifetime) {
        return requests.runAll(keys.stream().map(key -> touching(key, lifetime)).toList(), this::touched);
    }

    private Call<byte[]> touching(String key, Lifetime lifetime) {
        return Call.write(Script.TOUCH, key, false, Stored.header(time.reach(lifetime)), Commands.bytes(lifetime));
    }

    private Optional<Version> touched(byte[] reply) {
        Reply touched = told(reply);
        return touched.isStored() ? Optional.of(touched.version()) : Optional.empty();
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version) {
        return requests.run(deleting(key, version), this::reached);
    }

    @Override
    public Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version) {
        return requests.runAll(keys.stream().map(key -> deleting(key, version)).toList(), this::reached);
    }

    private static Call<byte[]> deleting(String key, Version version) {
        return Call.write(Script.DELETE, key, true, Stored.header(version));
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis) {
        Call<byte[]> call =
                Call.write(Script.REVOKE, key, false, Stored.revoked(version), Commands.bytes(horizonMillis));
        return requests.run(call, this::reached);
    }

    /** The primary has it, and there is no other who takes writes. */
    private Reach reached(byte[] reply) {
        told(reply);
        return Reach.ALL_DCS;
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version) {
        Call<byte[]> call = Call.write(
                Script.INCREMENT,
                key,
                true,
                Stored.header(version),
                Commands.bytes(lifetime),
                Commands.bytes(initial),
                Commands.bytes(delta));
        return requests.run(call, reply -> told(reply).toCounted(initial));
    }

    /** What a script has answered; if that is the server's time too, it is noted. */
    private Reply told(byte[] bytes) {
        Reply reply = Reply.of(bytes);
        if (reply.tellsTime()) {
            time.tell(reply.serverMicros());
        }
        return reply;
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
