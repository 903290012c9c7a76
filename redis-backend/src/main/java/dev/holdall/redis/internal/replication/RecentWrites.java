package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.Arguments;
import dev.holdall.redis.internal.register.PackedEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What this process has stored in this data centre within the last minute, as far as there is room for it. A server
 * that takes over may have lost some of it. Thread-safe.
 */
final class RecentWrites {

    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    private final long mostBytes;
    private final LongSupplier nanoTime;

    /** The oldest first. Guarded by this. */
    private final ArrayDeque<Write> writes = new ArrayDeque<>();

    /** The bytes of all writes. Guarded by this. */
    private long bytes;

    /**
     * A record that was stored.
     *
     * @param lifetimeMillis its lifetime then; -1 if it never ends
     */
    record Write(String key, PackedEntry record, long lifetimeMillis, long nanos, long bytes) {}

    RecentWrites(long mostBytes, LongSupplier nanoTime) {
        this.mostBytes = mostBytes;
        this.nanoTime = nanoTime;
    }

    /**
     * Keeps a record, and forgets the oldest ones if there is no room.
     *
     * @param lifetimeMillis its lifetime; -1 if it never ends
     */
    void add(String key, PackedEntry record, long lifetimeMillis) {
        long size = OtherDataCentre.size(key, record);
        long now = nanoTime.getAsLong();
        synchronized (this) {
            writes.addLast(new Write(key, record, lifetimeMillis, now, size));
            bytes += size;
            Write oldest = writes.peekFirst();
            while (oldest != null && (bytes > mostBytes || now - oldest.nanos() > KEPT_NANOS)) {
                bytes -= oldest.bytes();
                writes.removeFirst();
                oldest = writes.peekFirst();
            }
        }
    }

    /** Returns the writes of the last minute whose lifetime isn't over, the oldest first. */
    List<Write> all() {
        long now = nanoTime.getAsLong();
        List<Write> copy;
        synchronized (this) {
            copy = new ArrayList<>(writes);
        }
        copy.removeIf(each -> now - each.nanos() > KEPT_NANOS || isOver(each, now));
        return copy;
    }

    private static boolean isOver(Write write, long now) {
        return write.lifetimeMillis() >= 0 && left(write, now) <= 0;
    }

    private static long left(Write write, long now) {
        return write.lifetimeMillis() - Duration.ofNanos(now - write.nanos()).toMillis();
    }

    /** Returns what is left of a write's lifetime, as an argument of a script. */
    byte[] lifetime(Write write) {
        return write.lifetimeMillis() < 0
                ? Arguments.FOREVER
                : Arguments.bytes(Math.max(1, left(write, nanoTime.getAsLong())));
    }
}
