package dev.holdall.memory.internal;

import static java.util.concurrent.CompletableFuture.completedFuture;

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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The groups of the memory backend. A group is one entry of the registers, under a name that no entry of a caller has,
 * and the bytes of that entry are a {@link PackedGroup}. So every change of a group is atomic. The version of that
 * entry is the greatest one that the group has had. Thread-safe.
 */
public final class MemoryGroups implements EntryGroupBackend {

    /** Follows the key in the name of a group's entry. It has a control character, which no key of a caller has. */
    private static final String GROUP = "\u0001group";

    private final Registers registers;

    /** Makes the groups that these registers keep. */
    public MemoryGroups(Registers registers) {
        this.registers = registers;
    }

    @Override
    public CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return completedFuture(registers
                .read(key + GROUP, false)
                .map(entry -> PackedGroup.unpack(entry.value()).stored(names, registers.nanoTime()))
                .orElseGet(Map::of));
    }

    @Override
    public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
        return completedFuture(registers.change(key + GROUP, register -> {
            long now = registers.nanoTime();
            byte[] found = register.value();
            Map<String, MemoryField> entries =
                    found == null ? new HashMap<>() : PackedGroup.unpack(found).live(now);
            Version above = register.above(version);
            writes.forEach(write -> apply(entries, write, above, now));
            PackedGroup changed = new PackedGroup(entries);
            register.store(changed.pack(), changed.lifetime(now), above);
            return above;
        }));
    }

    private static void apply(Map<String, MemoryField> entries, GroupWrite write, Version version, long now) {
        MemoryField there = entries.get(write.name());
        Version seen = write.seen();
        if (write.isConditional()
                && seen != null
                && (there == null || there.version().isAfter(seen))) {
            return;
        }
        if (write.removes()) {
            entries.remove(write.name());
        } else {
            entries.put(write.name(), MemoryField.of(write, versionOf(write, there, version), now));
        }
    }

    /** Returns the version of a write: a refresh keeps the one that is there, and an update takes the next one. */
    private static Version versionOf(GroupWrite write, @Nullable MemoryField there, Version unconditional) {
        if (there == null || !write.isConditional()) {
            return unconditional;
        }
        return write.kind() == Kind.REFRESH
                ? there.version()
                : Versions.above(there.version().micros(), there.version());
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return completedFuture(registers.change(key + GROUP, register -> {
            register.drop();
            return Reach.ALL_DCS;
        }));
    }
}
