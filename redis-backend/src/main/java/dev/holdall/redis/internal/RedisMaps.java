package dev.holdall.redis.internal;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.MapCalls;
import dev.holdall.redis.internal.register.MapKeys;
import dev.holdall.redis.internal.register.MapRecord;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.redis.internal.replication.Replication;
import dev.holdall.redis.internal.replication.Site;
import dev.holdall.redis.internal.requests.MapReads;
import dev.holdall.redis.internal.requests.Requests;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each map in a Redis hash: a field for the lease, and one for each field of the map. Every write is a script,
 * which compares the creation and the versions: see {@code maps/found.lua}.
 */
final class RedisMaps implements SessionMapBackend {

    private final Requests requests;
    private final Calls calls;
    private final MapCalls mapCalls;
    private final MapReads reads;

    /** Null in one data centre. */
    private final @Nullable Replication replication;

    RedisMaps(Site site, @Nullable Replication replication) {
        this.replication = replication;
        this.requests = site.requests();
        this.calls = site.calls();
        this.mapCalls = calls.maps();
        this.reads = new MapReads(site.servers(), requests);
    }

    @Override
    public CompletionStage<Optional<StoredMap>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        if (replication != null && read == Read.LATEST) {
            return replication
                    .everywhere()
                    .latest(MapKeys.of(key), deadline)
                    .thenApply(record -> record.flatMap(found -> MapRecord.map(found, names, calls.serverMillis())));
        }
        return reads.read(MapKeys.of(key), names, read, deadline);
    }

    @Override
    public CompletionStage<MapCreation> create(
            String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime, Deadline deadline) {
        return run(
                mapCalls.create(MapKeys.of(key), creation, fields, lifetime),
                reply -> new MapCreation(reply.version(creation.version()), creation.random()),
                deadline);
    }

    @Override
    public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
        return run(mapCalls.change(MapKeys.of(key), seen.creation(), writes), Reply::isStored, deadline);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return run(mapCalls.touch(MapKeys.of(key), lifetime), Reply::touchedVersion, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        ScriptCall<byte[]> call = mapCalls.delete(MapKeys.of(key), version);
        CompletionStage<Reply> here = requests.run(call, calls::parse, deadline);
        return replication == null
                ? here.thenApply(reply -> Reach.ALL_DCS)
                : here.thenCompose(reply -> replication.everywhere().delete(call, reply, deadline));
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        ScriptCall<byte[]> call = mapCalls.revoke(MapKeys.of(key), version, horizonMillis);
        CompletionStage<Reply> here = requests.run(call, calls::parse, deadline);
        return replication == null
                ? here.thenApply(reply -> Reach.ALL_DCS)
                : here.thenCompose(reply -> replication.everywhere().revoke(call, reply, horizonMillis, deadline));
    }

    private <R> CompletionStage<R> run(ScriptCall<byte[]> call, Function<Reply, R> answer, Deadline deadline) {
        return requests.run(call, bytes -> answer.apply(stored(call, calls.parse(bytes))), deadline);
    }

    /** Lets the other data centres have the map that a script has stored. */
    private Reply stored(ScriptCall<byte[]> call, Reply reply) {
        if (replication != null && reply.isStored()) {
            replication.stored(call, reply);
        }
        return reply;
    }
}
