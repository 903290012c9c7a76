package dev.holdall.memory.internal;

import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a group as the bytes of one entry. Unpacking copies all bytes, so an unpacked group shares no array
 * with the entry.
 */
final class PackedGroup {

    private final Map<String, MemoryField> entries;

    PackedGroup(Map<String, MemoryField> entries) {
        this.entries = entries;
    }

    /** Returns the entries that haven't ended, in a map that the caller may change. */
    Map<String, MemoryField> live(long nowNanos) {
        Map<String, MemoryField> live = new HashMap<>(entries);
        live.values().removeIf(entry -> entry.hasEnded(nowNanos));
        return live;
    }

    /**
     * Returns the answer to a read.
     *
     * @param names the entries to return; null for all
     */
    Map<String, StoredEntry> stored(@Nullable Set<String> names, long nowNanos) {
        Map<String, StoredEntry> found = new HashMap<>();
        live(nowNanos).forEach((name, entry) -> {
            if (names == null || names.contains(name)) {
                byte[] value = Objects.requireNonNull(entry.value());
                found.put(name, new StoredEntry(value, entry.version(), entry.remaining(nowNanos)));
            }
        });
        return found;
    }

    /** Returns how long the last of the entries lives; {@link Lifetime#OVER} if there is none. */
    Lifetime lifetime(long nowNanos) {
        Lifetime longest = Lifetime.OVER;
        for (MemoryField entry : entries.values()) {
            Lifetime remaining = entry.remaining(nowNanos);
            if (remaining.isForever()) {
                return remaining;
            }
            if (longest.isOver() || remaining.toMillis() > longest.toMillis()) {
                longest = remaining;
            }
        }
        return longest;
    }

    byte[] pack() {
        return PackedFields.pack(entries);
    }

    static PackedGroup unpack(byte[] packed) {
        return new PackedGroup(PackedFields.unpack(ByteBuffer.wrap(packed)));
    }
}
