package dev.holdall.redis.internal;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.redis.internal.connections.OpeningWait;
import dev.holdall.redis.internal.connections.ServerCheck;
import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.redis.internal.options.RedisOptions;
import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.PackedRecord;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.redis.internal.register.ServerTime;
import dev.holdall.redis.internal.replication.Registration;
import dev.holdall.redis.internal.replication.Replication;
import dev.holdall.redis.internal.replication.Site;
import dev.holdall.redis.internal.requests.Reads;
import dev.holdall.redis.internal.requests.ReplicaWait;
import dev.holdall.redis.internal.requests.Requests;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each entry in a Redis string: a header with the entry's version, then the value. Every write is a script that
 * reads the stored version before it writes: see {@code found.lua}.
 */
public final class RedisBackend implements SessionBackend {

    private final Servers servers;
    private final Traits traits;
    private final Requests requests;
    private final Reads reads;
    private final Calls calls;

    private final RedisMaps maps;
    private final RedisGroups groups;

    /** Null in one data centre. */
    private final @Nullable Replication replication;

    private RedisBackend(Site site, Traits traits, @Nullable Replication replication, String store) {
        this.servers = site.servers();
        this.requests = site.requests();
        this.calls = site.calls();
        this.traits = traits;
        this.replication = replication;
        reads = new Reads(servers, requests);
        maps = new RedisMaps(site, replication);
        groups = new RedisGroups(site, replication, store);
    }

    /** Opens a backend over servers that are connected. Blocks. */
    public static RedisBackend open(
            Servers servers, RedisOptions options, OpeningWait opening, BackendContext context) {
        ServerTime time = new ServerTime(System::nanoTime);
        ReplicaWait wait = ReplicaWait.of(options, context.requestTimeout());
        DataCentreOptions dataCentres = options.dataCentres();
        Site site = dataCentres == null
                ? Site.alone(servers, time, wait)
                : Site.of(servers, dataCentres.others().keySet(), dataCentres, context, time, wait);
        ServerCheck check = new ServerCheck(context.store(), servers, opening);
        check.prepareScripts(site.calls().scripts());
        if (wait.isWanted()) {
            check.checkWait();
        }
        Registration registration = new Registration(servers, context);
        opening.await(dataCentres == null ? registration.checkAlone() : registration.registerIfReachable(dataCentres));
        if (dataCentres == null || dataCentres.others().isEmpty()) {
            return new RedisBackend(site, check.traits(), null, context.store());
        }
        Traits traits =
                check.traits().toBuilder().atomicity(Traits.Scope.LOCAL_DC).build();
        Replication replication = new Replication(site, registration, dataCentres, context);
        try {
            opening.await(site.readTime());
            opening.await(replication.start());
            return new RedisBackend(site, traits, replication, context.store());
        } catch (RuntimeException | Error e) {
            replication.close();
            throw e;
        }
    }

    /** Makes the backend of a data centre that marks what it writes, and leaves the sending to other processes. */
    static RedisBackend withoutReplication(Site site, Traits traits, String store) {
        return new RedisBackend(site, traits, null, store);
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        if (replication != null && options.read() == Read.LATEST) {
            return replication
                    .everywhere()
                    .latest(key, deadline)
                    .thenApply(record -> record.flatMap(PackedRecord::entry));
        }
        return reads.read(key, options, deadline);
    }

    @Override
    public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
            Collection<String> keys, ReadOptions options, Deadline deadline) {
        boolean oneByOne = options.withLifetime() || (replication != null && options.read() == Read.LATEST);
        return oneByOne
                ? SessionBackend.super.readAll(keys, options, deadline)
                : reads.readAll(keys, options.read(), deadline);
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return run(calls.write(key, value, lifetime, version), reply -> reply.version(version), deadline);
    }

    @Override
    public Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
        List<ScriptCall<byte[]>> writes = values.entrySet().stream()
                .map(each -> calls.write(each.getKey(), each.getValue(), lifetime, version))
                .toList();
        return runAll(writes, reply -> reply.version(version), deadline);
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        ScriptCall<byte[]> call = calls.update(key, seen, value, lifetime);
        return run(call, reply -> reply.versionAfterUpdate(call.entry().version(), seen), deadline);
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return run(calls.writeIfAbsent(key, value, lifetime, version), reply -> reply.toWriteResult(version), deadline);
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return run(
                calls.writeIfUnchanged(key, seen, value, lifetime, version),
                reply -> reply.toWriteResult(version),
                deadline);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return run(calls.touch(key, lifetime), Reply::touchedVersion, deadline);
    }

    @Override
    public Map<String, CompletionStage<Optional<Version>>> touchAll(
            Collection<String> keys, Lifetime lifetime, Deadline deadline) {
        return runAll(keys.stream().map(key -> calls.touch(key, lifetime)).toList(), Reply::touchedVersion, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        ScriptCall<byte[]> call = calls.delete(key, version);
        CompletionStage<Reply> here = requests.run(call, calls::parse, deadline);
        return replication == null
                ? here.thenApply(reply -> Reach.ALL_DCS)
                : here.thenCompose(reply -> replication.everywhere().delete(call, reply, deadline));
    }

    @Override
    public Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version, Deadline deadline) {
        if (replication != null) {
            return SessionBackend.super.deleteAll(keys, version, deadline);
        }
        return runAll(keys.stream().map(key -> calls.delete(key, version)).toList(), reply -> Reach.ALL_DCS, deadline);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        ScriptCall<byte[]> call = calls.revoke(key, version, horizonMillis);
        CompletionStage<Reply> here = requests.run(call, calls::parse, deadline);
        return replication == null
                ? here.thenApply(reply -> Reach.ALL_DCS)
                : here.thenCompose(reply -> replication.everywhere().revoke(call, reply, horizonMillis, deadline));
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        return run(
                calls.increment(key, delta, initial, lifetime, version), reply -> reply.toCounted(initial), deadline);
    }

    private <R> CompletionStage<R> run(ScriptCall<byte[]> call, Function<Reply, R> answer, Deadline deadline) {
        return requests.run(call, bytes -> answer.apply(stored(call, calls.parse(bytes))), deadline);
    }

    private <R> Map<String, CompletionStage<R>> runAll(
            List<ScriptCall<byte[]>> all, Function<Reply, R> answer, Deadline deadline) {
        return requests.runAll(all, (call, bytes) -> answer.apply(stored(call, calls.parse(bytes))), deadline);
    }

    /** Lets the other data centres have what a script has stored. */
    private Reply stored(ScriptCall<byte[]> call, Reply reply) {
        if (replication != null && reply.isStored()) {
            replication.stored(call, reply);
        }
        return reply;
    }

    @Override
    public Optional<SessionMapBackend> maps() {
        return Optional.of(maps);
    }

    @Override
    public Optional<EntryGroupBackend> groups() {
        return Optional.of(groups);
    }

    @Override
    public boolean completesOn(Thread thread) {
        return servers.completesOn(thread) || (replication != null && replication.completesOn(thread));
    }

    @Override
    public void close() {
        if (replication != null) {
            replication.close();
        }
        servers.close();
    }
}
