package dev.holdall.memory.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The revoked keys. Nothing may be stored under such a key until its horizon has passed. The memory is bounded: when
 * the bound is reached, the oldest revocations are dropped, and counted. Thread-safe.
 */
public final class Revocations {

    /**
     * The estimate of what a revocation takes in addition to the characters of its key. It was measured in the same way
     * as that of an entry: 129 bytes with a key of 16 characters, these included.
     */
    public static final int OVERHEAD_BYTES = 120;

    private final long maxBytes;
    private final LongSupplier nanoTime;
    private final PendingIncidents dropped;

    /** The deadline of each key, in the order in which the keys were revoked. Guarded by this. */
    private final Map<String, Long> deadlines = new LinkedHashMap<>();

    /** Guarded by this. */
    private long bytes;

    /** Whether no key is revoked. A reader checks this first, and takes no lock while it is true. */
    private volatile boolean empty = true;

    Revocations(long maxBytes, LongSupplier nanoTime, PendingIncidents dropped) {
        this.maxBytes = maxBytes;
        this.nanoTime = nanoTime;
        this.dropped = dropped;
    }

    /**
     * Revokes a key. If the key is revoked already, the later deadline counts, and the key becomes the youngest again.
     */
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

    /**
     * Drops the oldest revocations until the rest is within the bound. The youngest one stays in any case, since the
     * call that made it is about to succeed.
     */
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
