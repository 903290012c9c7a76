package dev.holdall.memory;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The register of one key, while one verb looks at it and changes it. Lives inside the atomic operation of the map,
 * which afterwards keeps the entry that is there then. Every entry that comes or goes does so here, with the rules for
 * versions; only expiry and eviction are Caffeine's.
 */
final class Register {

    private final String key;
    private final Floor floor;
    private final Revocations revocations;
    private final LongSupplier nanoTime;
    private @Nullable MemoryEntry entry;

    Register(String key, @Nullable MemoryEntry entry, Floor floor, Revocations revocations, LongSupplier nanoTime) {
        this.key = key;
        this.entry = entry;
        this.floor = floor;
        this.revocations = revocations;
        this.nanoTime = nanoTime;
    }

    @Nullable
    MemoryEntry entry() {
        return entry;
    }

    boolean isPresent() {
        return entry != null;
    }

    /** A revoked key has no entry, so that the revocations are looked at only where there is none. */
    boolean isRevoked() {
        return entry == null && revocations.contains(key);
    }

    boolean isAt(Version seen) {
        return entry != null && entry.version().equals(seen);
    }

    boolean isUpTo(Version seen) {
        return entry != null && !entry.version().isAfter(seen);
    }

    /**
     * Puts an entry in place of what is there.
     *
     * @return its version: the least that is allowed, or the first above the one replaced
     */
    Version store(byte[] value, Lifetime lifetime, Version atLeast) {
        Version version = versionAbove(atLeast);
        entry = MemoryEntry.of(value, version, lifetime, nanoTime.getAsLong());
        dropIfOver(lifetime);
        return version;
    }

    /** Puts an entry in place of the one that is there, at the next version. */
    Version replace(byte[] value, Lifetime lifetime) {
        return store(value, lifetime, Objects.requireNonNull(entry).version());
    }

    /** Puts a value in place of the one that is there, and leaves the expiry. */
    Version storeValue(byte[] value, Version atLeast) {
        MemoryEntry found = Objects.requireNonNull(entry);
        Version version = versionAbove(atLeast);
        entry = found.holding(value, version);
        return version;
    }

    Version touch(Lifetime lifetime) {
        MemoryEntry found = Objects.requireNonNull(entry);
        entry = found.living(lifetime, nanoTime.getAsLong());
        dropIfOver(lifetime);
        return found.version();
    }

    /** Leaves the key without an entry; what was there, if anything, counts as gone. */
    void drop() {
        if (entry != null) {
            floor.raise(entry.version());
            entry = null;
        }
    }

    void revoke(long horizonMillis) {
        drop();
        revocations.add(key, horizonMillis);
    }

    private Version versionAbove(Version atLeast) {
        return entry == null
                ? floor.above(atLeast)
                : Versions.above(entry.version().micros(), atLeast);
    }

    private void dropIfOver(Lifetime lifetime) {
        if (lifetime.isOver()) {
            drop();
        }
    }
}
