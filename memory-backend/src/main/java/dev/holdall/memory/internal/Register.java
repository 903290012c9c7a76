package dev.holdall.memory.internal;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The register of one key, while one verb reads and changes it. A register exists only within the atomic operation of
 * the map, which then keeps the register's entry. Entries are stored and removed here alone, by the rules for versions;
 * only expiry and eviction are left to Caffeine.
 */
public final class Register {

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
    public MemoryEntry entry() {
        return entry;
    }

    public boolean isPresent() {
        return entry != null;
    }

    /**
     * Tells whether the key is revoked. A revoked key has no entry, so the revocations are searched only if there is no
     * entry.
     */
    public boolean isRevoked() {
        return entry == null && revocations.contains(key);
    }

    public boolean isAt(Version seen) {
        return entry != null && entry.version().equals(seen);
    }

    public boolean isUpTo(Version seen) {
        return entry != null && !entry.version().isAfter(seen);
    }

    /**
     * Stores an entry, in place of the old one if there is one.
     *
     * @return the version of the new entry: the version given if it is greater than the old one, otherwise the next one
     *     above the old one
     */
    public Version store(byte[] value, Lifetime lifetime, Version atLeast) {
        Version version = versionAbove(atLeast);
        entry = MemoryEntry.of(value, version, lifetime, nanoTime.getAsLong());
        dropIfOver(lifetime);
        return version;
    }

    /** Replaces the entry, at the next version. */
    public Version replace(byte[] value, Lifetime lifetime) {
        return store(value, lifetime, Objects.requireNonNull(entry).version());
    }

    /** Replaces the value of the entry, and keeps its expiry. */
    public Version storeValue(byte[] value, Version atLeast) {
        MemoryEntry found = Objects.requireNonNull(entry);
        Version version = versionAbove(atLeast);
        entry = found.withValue(value, version);
        return version;
    }

    public Version touch(Lifetime lifetime) {
        MemoryEntry found = Objects.requireNonNull(entry);
        entry = found.withLifetime(lifetime, nanoTime.getAsLong());
        dropIfOver(lifetime);
        return found.version();
    }

    /** Removes the entry, if there is one, and raises the floor to its version. */
    public void drop() {
        if (entry != null) {
            floor.raise(entry.version());
            entry = null;
        }
    }

    public void revoke(long horizonMillis) {
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
