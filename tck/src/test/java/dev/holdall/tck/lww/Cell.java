package dev.holdall.tck.lww;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a last-writer-wins register holds: a value or a tombstone, and the version that decides between two of them.
 *
 * @param value null for a tombstone
 * @param endSecond when a value expires, by the backend's clock; {@code Long.MAX_VALUE} if it never does
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by order only.
record Cell(byte @Nullable [] value, Version version, long endSecond) {

    private static final long FOREVER = Long.MAX_VALUE;

    /** Which of two cells stays, as Cassandra has it. */
    static final Comparator<Cell> ORDER = Comparator.comparing(Cell::version)
            .thenComparing(Cell::isTombstone)
            .thenComparing(cell -> !cell.isForever())
            .thenComparingLong(Cell::endSecond)
            .thenComparing(Cell::value, Comparator.nullsFirst(Arrays::compareUnsigned));

    static Cell tombstone(Version version) {
        return new Cell(null, version, FOREVER);
    }

    /** A value; a tombstone if its lifetime is over. */
    static Cell of(byte[] value, Version version, Lifetime lifetime, long nowNanos) {
        return lifetime.isOver() ? tombstone(version) : new Cell(value, version, endSecond(lifetime, nowNanos));
    }

    /** Another value that ends when this one does. */
    Cell holding(byte[] other, Version otherVersion) {
        return new Cell(other, otherVersion, endSecond);
    }

    /** The first whole second by which the lifetime has passed. */
    static long endSecond(Lifetime lifetime, long nowNanos) {
        long now = -Math.floorDiv(-nowNanos, TimeUnit.SECONDS.toNanos(1));
        return lifetime.isForever() ? FOREVER : now + TimeUnit.MILLISECONDS.toSeconds(lifetime.toMillis());
    }

    boolean isTombstone() {
        return value == null;
    }

    boolean isForever() {
        return endSecond == FOREVER;
    }

    boolean isLive(long nowNanos) {
        return value != null && (isForever() || nowNanos < TimeUnit.SECONDS.toNanos(endSecond));
    }

    Lifetime remaining(long nowNanos) {
        return isForever()
                ? Lifetime.FOREVER
                : Lifetime.ofMillis((TimeUnit.SECONDS.toNanos(endSecond) - nowNanos + 999_999) / 1_000_000);
    }
}
