package dev.holdall.tck;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
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
 * Groups that are written in one data centre and read in another.
 *
 * @param writer the groups of the data centre in which they are written
 * @param reader the groups of the data centre in which they are read
 */
record GroupsApart(EntryGroupBackend writer, EntryGroupBackend reader) implements EntryGroupBackend {

    @Override
    public CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return reader.read(key, names, Read.LATEST, deadline);
    }

    @Override
    public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
        return writer.write(key, version, writes, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return writer.delete(key, version, deadline);
    }
}
