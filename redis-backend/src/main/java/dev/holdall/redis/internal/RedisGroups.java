package dev.holdall.redis.internal;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.FoundGroup;
import dev.holdall.redis.internal.register.GroupCalls;
import dev.holdall.redis.internal.register.GroupKeys;
import dev.holdall.redis.internal.replication.Site;
import dev.holdall.redis.internal.requests.Requests;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.GroupWrite;
import dev.holdall.spi.StoredEntry;
import java.util.List;
import java.util.Map;
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

    RedisGroups(Site site) {
        this.requests = site.requests();
        this.calls = site.calls();
        this.groupCalls = calls.groups();
    }

    @Override
    public CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return requests.run(GroupCalls.read(GroupKeys.of(key), names), FoundGroup::entries, deadline);
    }

    @Override
    public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
        return requests.run(
                groupCalls.write(GroupKeys.of(key), version, writes),
                bytes -> calls.parse(bytes).version(version),
                deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return requests.run(
                groupCalls.delete(GroupKeys.of(key), version),
                bytes -> {
                    calls.parse(bytes);
                    return Reach.ALL_DCS;
                },
                deadline);
    }
}
