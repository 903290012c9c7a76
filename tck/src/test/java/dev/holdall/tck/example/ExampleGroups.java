package dev.holdall.tck.example;

import dev.holdall.GroupChanges.Kind;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The groups of the example backend. Each change of a group is one atomic step. The greatest version that a group has
 * had stays with it, also when it has no entries: so the example forgets no group. A backend for a database would let
 * the version go after a while.
 */
final class ExampleGroups implements EntryGroupBackend {

    private final ConcurrentHashMap<String, Group> groups = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    private record Group(Version greatest, Map<String, Slot> entries) {}

    ExampleGroups(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        long now = nanoTime.getAsLong();
        Map<String, StoredEntry> found = new HashMap<>();
        Group group = groups.get(key);
        if (group != null) {
            group.entries().forEach((name, slot) -> {
                if (!slot.hasEnded(now) && (names == null || names.contains(name))) {
                    found.put(name, new StoredEntry(slot.value().clone(), slot.version(), slot.remaining(now)));
                }
            });
        }
        return CompletableFuture.completedStage(found);
    }

    @Override
    public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
        AtomicReference<Version> written = new AtomicReference<>(version);
        groups.compute(key, (same, found) -> {
            long now = nanoTime.getAsLong();
            Map<String, Slot> entries = new HashMap<>();
            if (found != null) {
                entries.putAll(found.entries());
                entries.values().removeIf(slot -> slot.hasEnded(now));
            }
            Version above = found == null || version.isAfter(found.greatest())
                    ? version
                    : found.greatest().plusMicros(1);
            written.set(above);
            writes.forEach(write -> apply(entries, write, above, now));
            return new Group(above, entries);
        });
        return CompletableFuture.completedStage(written.get());
    }

    private static void apply(Map<String, Slot> entries, GroupWrite write, Version unconditional, long now) {
        Slot there = entries.get(write.name());
        Version seen = write.seen();
        if (write.isConditional()
                && seen != null
                && (there == null || there.version().isAfter(seen))) {
            return;
        }
        if (write.removes()) {
            entries.remove(write.name());
        } else {
            Version version = versionOf(write, there, unconditional);
            entries.put(write.name(), Slot.of(write.bytes(), version, write.lifetime(), now));
        }
    }

    /** Returns the version of a write: a refresh keeps the one that is there, and an update takes the next one. */
    private static Version versionOf(GroupWrite write, @Nullable Slot there, Version unconditional) {
        if (there == null || !write.isConditional()) {
            return unconditional;
        }
        return write.kind() == Kind.REFRESH ? there.version() : there.version().plusMicros(1);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        groups.computeIfPresent(key, (same, found) -> new Group(found.greatest(), Map.of()));
        return CompletableFuture.completedStage(Reach.ALL_DCS);
    }
}
