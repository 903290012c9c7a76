package dev.holdall.tck.decorated;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.GroupWrite;
import dev.holdall.spi.StoredEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The groups of {@link ScramblingBackend}. The names of entries stay as they are. */
final class ScramblingGroups implements EntryGroupBackend {

    private final EntryGroupBackend groups;
    private final Scrambling scrambling;

    ScramblingGroups(EntryGroupBackend groups, Scrambling scrambling) {
        this.groups = groups;
        this.scrambling = scrambling;
    }

    @Override
    public CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return groups.read(scrambling.key(key), names, read, deadline).thenApply(found -> {
            Map<String, StoredEntry> entries = new HashMap<>();
            found.forEach((name, entry) -> entries.put(name, scrambling.entry(entry)));
            return entries;
        });
    }

    @Override
    public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
        return groups.write(
                scrambling.key(key),
                version,
                writes.stream().map(this::scrambled).toList(),
                deadline);
    }

    private GroupWrite scrambled(GroupWrite write) {
        byte[] value = write.value();
        return new GroupWrite(
                write.name(),
                write.kind(),
                write.seen(),
                value == null ? null : scrambling.value(value),
                write.lifetime());
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return groups.delete(scrambling.key(key), version, deadline);
    }
}
