package dev.holdall.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that nothing may be stored under, each until its horizon has passed. Bounded: where there are too many the
 * oldest are forgotten, and counted as lost. Thread-safe.
 */
final class Revocations {

    /**
     * What a revocation takes beside the characters of its key, measured in the same way as that of an entry: 129 bytes
     * with a key of 16 characters, those included.
     */
    static final int OVERHEAD_BYTES = 120;

    private final long maxBytes;
    private final LongSupplier nanoTime;
    private final PendingIncidents dropped;

    /** Deadlines by key, the latest revocation last. Guarded by this. */
    private final Map<String, Long> deadlines = new LinkedHashMap<>();

    /** Guarded by this. */
    private long bytes;

    /** Spares those who look the lock, while nothing was revoked. */
    private volatile boolean empty = true;

    Revocations(long maxBytes, LongSupplier nanoTime, PendingIncidents dropped) {
        this.maxBytes = maxBytes;
        this.nanoTime = nanoTime;
        this.dropped = dropped;
    }

    /** Revokes a key, or once more: the later deadline counts, and it is the youngest again. */
    synchronized void add(String key, long horizonMillis) {
        long nowNanos = nanoTime.getAsLong();
        long deadlineNanos = Nanos.after(nowNanos, horizonMillis);
        Long known = remove(key);
        put(key, known == null ? deadlineNanos : Nanos.later(known, deadlineNanos));
        forgetPassed(nowNanos);
        forgetOldest();
    }

    boolean contains(String key) {
        return !empty && isRemembered(key);
    }

    synchronized int size() {
        return deadlines.size();
    }

    synchronized void clear() {
        deadlines.clear();
        bytes = 0;
        empty = true;
    }

    private synchronized boolean isRemembered(String key) {
        long nowNanos = nanoTime.getAsLong();
        forgetPassed(nowNanos);
        Long deadlineNanos = deadlines.get(key);
        return deadlineNanos != null && !Nanos.hasPassed(deadlineNanos, nowNanos);
    }

    private void put(String key, long deadlineNanos) {
        deadlines.put(key, deadlineNanos);
        bytes += weight(key);
        empty = false;
    }

    private @Nullable Long remove(String key) {
        Long deadlineNanos = deadlines.remove(key);
        if (deadlineNanos != null) {
            bytes -= weight(key);
            empty = deadlines.isEmpty();
        }
        return deadlineNanos;
    }

    private void forgetPassed(long nowNanos) {
        while (!deadlines.isEmpty() && Nanos.hasPassed(oldest().getValue(), nowNanos)) {
            remove(oldest().getKey());
        }
    }

    /** Never the youngest, which the caller is about to be told of. */
    private void forgetOldest() {
        while (bytes > maxBytes && deadlines.size() > 1) {
            remove(oldest().getKey());
            dropped.add();
        }
    }

    private Map.Entry<String, Long> oldest() {
        return deadlines.entrySet().iterator().next();
    }

    private static long weight(String key) {
        return OVERHEAD_BYTES + 2L * key.length();
    }
}
