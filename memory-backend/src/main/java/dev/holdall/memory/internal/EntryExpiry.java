package dev.holdall.memory.internal;

import com.github.benmanes.caffeine.cache.Expiry;

/**
 * Tells Caffeine until when to keep an entry. That is a little longer than the entry lives, so an entry that Caffeine
 * still has may have ended. A read does not change that time.
 */
final class EntryExpiry implements Expiry<String, MemoryEntry> {

    @Override
    public long expireAfterCreate(String key, MemoryEntry entry, long nowNanos) {
        return entry.heldNanos(nowNanos);
    }

    @Override
    public long expireAfterUpdate(String key, MemoryEntry entry, long nowNanos, long currentNanos) {
        return entry.heldNanos(nowNanos);
    }

    @Override
    public long expireAfterRead(String key, MemoryEntry entry, long nowNanos, long currentNanos) {
        return currentNanos;
    }
}
