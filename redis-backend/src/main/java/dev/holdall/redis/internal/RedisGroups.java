package dev.holdall.redis.internal;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.GroupCalls;
import dev.holdall.redis.internal.register.GroupKeys;
import dev.holdall.redis.internal.register.GroupRecord;
import dev.holdall.redis.internal.register.PackedRecord;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.redis.internal.replication.Replication;
import dev.holdall.redis.internal.replication.Site;
import dev.holdall.redis.internal.requests.Requests;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.GroupWrite;
import dev.holdall.spi.StoredEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each group in a Redis hash: a field for the lease, and one for each entry. Every write is a script, which
 * compares the versions: see {@code groups/found.lua}. Every read is a script on the primary, since whether an entry
 * has ended depends on the server's time.
 */
final class RedisGroups implements EntryGroupBackend {

    private final Requests requests;
    private final Calls calls;
    private final GroupCalls groupCalls;
    private final GoneEntriesLog log;

    /** Null in one data centre. */
    private final @Nullable Replication replication;

    /**
     * Makes the groups of a site.
     *
     * @param store the name of the store, for warnings
     */
    RedisGroups(Site site, @Nullable Replication replication, String store) {
        this.replication = replication;
        this.requests = site.requests();
        this.calls = site.calls();
        this.groupCalls = calls.groups();
        this.log = new GoneEntriesLog(store);
    }

    @Override
    public CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        String redisKey = GroupKeys.of(key);
        return replication != null && read == Read.LATEST
                ? replication.everywhere().latest(redisKey, deadline).thenApply(record -> entries(record, names))
                : requests.run(GroupCalls.read(redisKey, names), log::entries, deadline);
    }

    private Map<String, StoredEntry> entries(Optional<PackedRecord> record, @Nullable Set<String> names) {
        return record.map(found -> log.entries(GroupRecord.found(found, names, calls.serverMillis())))
                .orElseGet(Map::of);
    }

    @Override
    public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
        ScriptCall<byte[]> call = groupCalls.write(GroupKeys.of(key), version, writes);
        return requests.run(call, bytes -> stored(call, calls.parse(bytes)).version(version), deadline);
    }

    /** Lets the other data centres have the group that a script has stored. */
    private Reply stored(ScriptCall<byte[]> call, Reply reply) {
        if (replication != null && reply.isStored()) {
            replication.stored(call, reply);
        }
        return reply;
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        ScriptCall<byte[]> call = groupCalls.delete(GroupKeys.of(key), version);
        CompletionStage<Reply> here = requests.run(call, calls::parse, deadline);
        return replication == null
                ? here.thenApply(reply -> Reach.ALL_DCS)
                : here.thenCompose(reply -> replication.everywhere().delete(call, reply, deadline));
    }
}
