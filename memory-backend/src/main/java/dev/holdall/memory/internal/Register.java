package dev.holdall.memory.internal;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The register of one key, while one verb reads and changes it. A register exists only within the atomic operation of
 * the map, which then keeps the register's entry. Entries are stored and removed here alone, by the rules for versions;
 * Caffeine only removes those that have ended, and evicts others. An entry that has ended is dropped before the verb
 * can see it.
 */
public final class Register {

    private final String key;
    private final Registers registers;
    private final long nowNanos;
    private @Nullable MemoryEntry entry;

    Register(String key, @Nullable MemoryEntry entry, Registers registers) {
        this.key = key;
        this.entry = entry;
        this.registers = registers;
        nowNanos = registers.nanoTime();
        if (entry != null && entry.hasEnded(nowNanos)) {
            drop();
        }
    }

    @Nullable
    MemoryEntry entry() {
        return entry;
    }

    /** Returns the value of the entry, which must not be changed; null if there is no entry. */
    public byte @Nullable [] value() {
        return entry == null ? null : entry.value();
    }

    public boolean isPresent() {
        return entry != null;
    }

    /**
     * Tells whether the key is revoked. A revoked key has no entry, so the revocations are searched only if there is no
     * entry.
     */
    public boolean isRevoked() {
        return entry == null && registers.revocationsOfKeys().contains(key);
    }

    /** Claims the entry, as {@link #claim} does, if it has this version. */
    public boolean claimAt(Version seen) {
        return entry != null && entry.version().equals(seen) && claim();
    }

    /** Claims the entry, as {@link #claim} does, unless it has a greater version. */
    public boolean claimUpTo(Version seen) {
        return entry != null && !entry.version().isAfter(seen) && claim();
    }

    /**
     * Makes sure that the entry, which the verb is about to replace, doesn't end before that.
     *
     * @return false if there is no entry, since there was none, or since it has ended meanwhile
     */
    public boolean claim() {
        if (entry != null && !entry.retire()) {
            drop();
        }
        return entry != null;
    }

    /** Answers a read. */
    Optional<StoredEntry> read(boolean withLifetime) {
        return entry == null ? Optional.empty() : Registers.answer(entry, entry.leftNanos(nowNanos), withLifetime);
    }

    /**
     * Stores an entry, in place of the old one if there is one.
     *
     * @return the version of the new entry: the version given if it is greater than the old one, otherwise the next one
     *     above the old one
     */
    public Version store(byte[] value, Lifetime lifetime, Version atLeast) {
        Version version = above(atLeast);
        entry = MemoryEntry.of(value, version, lifetime, nowNanos);
        dropIfOver(lifetime);
        return version;
    }

    /** Replaces the entry, at the next version. The entry must have been claimed. */
    public Version replace(byte[] value, Lifetime lifetime) {
        return store(value, lifetime, Objects.requireNonNull(entry).version());
    }

    /**
     * Replaces the value of the entry, and keeps its end.
     *
     * @return the version of the new entry; null if there is no entry, since it has ended meanwhile
     */
    @Nullable
    public Version storeValue(byte[] value, Version atLeast) {
        MemoryEntry found = Objects.requireNonNull(entry);
        Version version = above(atLeast);
        MemoryEntry next = found.withValue(value, version);
        if (next == null) {
            drop();
            return null;
        }
        entry = next;
        return version;
    }

    /** Gives the entry another lifetime. The entry must have been claimed. */
    public Version touch(Lifetime lifetime) {
        MemoryEntry found = Objects.requireNonNull(entry);
        entry = found.withLifetime(lifetime, nowNanos);
        dropIfOver(lifetime);
        return found.version();
    }

    /** Removes the entry, if there is one, and raises the floor to its version. */
    public void drop() {
        if (entry != null) {
            registers.floor().raise(entry.version());
            entry = null;
        }
    }

    public void revoke(long horizonMillis) {
        drop();
        registers.revocationsOfKeys().add(key, horizonMillis);
    }

    /**
     * Returns the version of a write: the version given if it is greater than all that the key has had, otherwise the
     * next one above these.
     */
    public Version above(Version atLeast) {
        return entry == null
                ? registers.floor().above(atLeast)
                : Versions.above(entry.version().micros(), atLeast);
    }

    private void dropIfOver(Lifetime lifetime) {
        if (lifetime.isOver()) {
            drop();
        }
    }
}
