package dev.holdall.redis.internal;

import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.redis.internal.register.Arguments;
import dev.holdall.redis.internal.register.PackedEntry;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.Script;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.redis.internal.register.Scripts;
import dev.holdall.redis.internal.register.ServerTime;
import dev.holdall.redis.internal.requests.Reads;
import dev.holdall.redis.internal.requests.ReplicaWait;
import dev.holdall.redis.internal.requests.Requests;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
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
import java.util.function.Function;

/**
 * Keeps each entry in a Redis string: a header with the entry's version, then the value. Every write is a script that
 * reads the stored version before it writes: see {@code found.lua}.
 */
public final class RedisBackend implements SessionBackend {

    private final Servers servers;
    private final Traits traits;
    private final Requests requests;
    private final Reads reads;
    private final Scripts scripts = Scripts.ONE_DATA_CENTRE;
    private final ServerTime time = new ServerTime(System::nanoTime);

    /** Creates a backend over servers that are connected and checked. */
    public RedisBackend(Servers servers, ReplicaWait replicaWait, Traits traits) {
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
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        return reads.read(key, options, deadline);
    }

    @Override
    public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
            Collection<String> keys, ReadOptions options, Deadline deadline) {
        return options.withLifetime()
                ? SessionBackend.super.readAll(keys, options, deadline)
                : reads.readAll(keys, options.read(), deadline);
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return run(
                writing(scripts.write(), key, value, lifetime, version, Arguments.bytes(lifetime)),
                reply -> reply.version(version),
                deadline);
    }

    @Override
    public Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
        List<ScriptCall<byte[]>> calls = values.entrySet().stream()
                .map(each -> writing(
                        scripts.write(), each.getKey(), each.getValue(), lifetime, version, Arguments.bytes(lifetime)))
                .toList();
        return runAll(calls, reply -> reply.version(version), deadline);
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        Version asked = next(seen);
        return run(
                writing(scripts.update(), key, value, lifetime, asked, Arguments.bytes(lifetime), Arguments.bytes(seen)),
                reply -> reply.versionAfterUpdate(asked, seen),
                deadline);
    }

    /**
     * Returns the version that an update asks for: one above the version that it has seen. The greatest version stays
     * as it is.
     */
    private static Version next(Version seen) {
        return seen.micros() == Long.MAX_VALUE ? seen : seen.plusMicros(1);
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return run(
                writing(scripts.writeIfAbsent(), key, value, lifetime, version, Arguments.bytes(lifetime)),
                reply -> reply.toWriteResult(version),
                deadline);
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return run(
                writing(
                        scripts.writeIfUnchanged(),
                        key,
                        value,
                        lifetime,
                        version,
                        Arguments.bytes(lifetime),
                        Arguments.bytes(seen)),
                reply -> reply.toWriteResult(version),
                deadline);
    }

    /**
     * Builds the call of a script that stores a value.
     *
     * @param arguments the lifetime; then the version to compare with, if the script compares one
     */
    private ScriptCall<byte[]> writing(
            Script script, String key, byte[] value, Lifetime lifetime, Version version, byte[]... arguments) {
        boolean asksForTime = !time.isWithinLimit(version, lifetime);
        return ScriptCall.write(script, key, asksForTime, PackedEntry.of(version, value), arguments);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return run(touching(key, lifetime), Reply::touchedVersion, deadline);
    }

    @Override
    public Map<String, CompletionStage<Optional<Version>>> touchAll(
            Collection<String> keys, Lifetime lifetime, Deadline deadline) {
        return runAll(keys.stream().map(key -> touching(key, lifetime)).toList(), Reply::touchedVersion, deadline);
    }

    private ScriptCall<byte[]> touching(String key, Lifetime lifetime) {
        return ScriptCall.write(
                scripts.touch(), key, false, PackedEntry.header(time.limit(lifetime)), Arguments.bytes(lifetime));
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return run(deleting(key, version), reply -> Reach.ALL_DCS, deadline);
    }

    @Override
    public Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version, Deadline deadline) {
        return runAll(keys.stream().map(key -> deleting(key, version)).toList(), reply -> Reach.ALL_DCS, deadline);
    }

    private ScriptCall<byte[]> deleting(String key, Version version) {
        return ScriptCall.write(scripts.delete(), key, true, PackedEntry.header(version));
    }

    /**
     * Answers {@link Reach#ALL_DCS}: the primary has the revocation, and there is no other server that takes writes.
     */
    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        ScriptCall<byte[]> call = ScriptCall.write(
                scripts.revoke(), key, false, PackedEntry.revoked(version), Arguments.bytes(horizonMillis));
        return run(call, reply -> Reach.ALL_DCS, deadline);
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        ScriptCall<byte[]> call = ScriptCall.write(
                scripts.increment(),
                key,
                true,
                PackedEntry.header(version),
                Arguments.bytes(lifetime),
                Arguments.bytes(initial),
                Arguments.bytes(delta));
        return run(call, reply -> reply.toCounted(initial), deadline);
    }

    private <R> CompletionStage<R> run(ScriptCall<byte[]> call, Function<Reply, R> answer, Deadline deadline) {
        return requests.run(call, bytes -> answer.apply(parse(bytes)), deadline);
    }

    private <R> Map<String, CompletionStage<R>> runAll(
            List<ScriptCall<byte[]>> calls, Function<Reply, R> answer, Deadline deadline) {
        return requests.runAll(calls, bytes -> answer.apply(parse(bytes)), deadline);
    }

    /** Parses a script's reply. If the reply contains the server's time, keeps the time for later writes. */
    private Reply parse(byte[] bytes) {
        Reply reply = Reply.of(bytes);
        if (reply.hasServerTime()) {
            time.report(reply.serverMicros());
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
