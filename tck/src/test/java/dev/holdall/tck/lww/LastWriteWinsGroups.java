package dev.holdall.tck.lww;

import static java.util.concurrent.CompletableFuture.completedStage;

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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The groups of {@link LastWriteWinsBackend}. No write reads before it writes, and of two cells the greater stays, so
 * all rules hold only by the choice of versions. Each batch is applied at once.
 */
final class LastWriteWinsGroups implements EntryGroupBackend {

    private final Map<String, Map<String, Cell>> groups = new HashMap<>();
    private final Map<String, Version> deleted = new HashMap<>();
    private final LongSupplier nanoTime;

    /**
     * Makes the groups.
     *
     * @param nanoTime the nanoseconds since the backend was opened
     */
    LastWriteWinsGroups(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        long now = nanoTime.getAsLong();
        Map<String, StoredEntry> found = new HashMap<>();
        groups.getOrDefault(key, Map.of()).forEach((name, cell) -> {
            if (cell.isLive(now) && isAbove(key, cell) && (names == null || names.contains(name))) {
                byte[] value = Objects.requireNonNull(cell.value());
                found.put(name, new StoredEntry(value.clone(), cell.version(), cell.remaining(now)));
            }
        });
        return completedStage(found);
    }

    private boolean isAbove(String key, Cell cell) {
        Version deletion = deleted.get(key);
        return deletion == null || cell.version().isAfter(deletion);
    }

    @Override
    public synchronized CompletionStage<Version> write(
            String key, Version version, List<GroupWrite> writes, Deadline deadline) {
        Map<String, Cell> cells = groups.computeIfAbsent(key, same -> new HashMap<>());
        for (GroupWrite write : writes) {
            cells.merge(
                    write.name(),
                    cell(write, write.version(version)),
                    (one, other) -> Cell.ORDER.compare(one, other) >= 0 ? one : other);
        }
        return completedStage(version);
    }

    private Cell cell(GroupWrite write, Version version) {
        return write.removes()
                ? Cell.tombstone(version)
                : Cell.of(write.bytes(), version, write.lifetime(), nanoTime.getAsLong());
    }

    @Override
    public synchronized CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        deleted.merge(key, version, (one, other) -> one.isAfter(other) ? one : other);
        return completedStage(Reach.ALL_DCS);
    }
}
