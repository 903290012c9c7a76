package dev.holdall.memory.internal;

import com.github.benmanes.caffeine.cache.Expiry;

/** Tells Caffeine when an entry expires: at the deadline that the entry holds. A read does not change that deadline. */
final class EntryExpiry implements Expiry<String, MemoryEntry> {

    @Override
    public long expireAfterCreate(String key, MemoryEntry entry, long nowNanos) {
        return entry.remainingNanos(nowNanos);
    }

    @Override
    public long expireAfterUpdate(String key, MemoryEntry entry, long nowNanos, long currentNanos) {
        return entry.remainingNanos(nowNanos);
    }

    @Override
    public long expireAfterRead(String key, MemoryEntry entry, long nowNanos, long currentNanos) {
        return currentNanos;
    }
}
