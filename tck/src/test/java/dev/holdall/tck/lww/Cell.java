package dev.holdall.tck.lww;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a last-write-wins register: a value or a tombstone, with the version that decides which of two cells stays.
 *
 * @param value null for a tombstone
 * @param endSecond the second at which the value expires, by the backend's clock; {@code Long.MAX_VALUE} if it never
 *     expires
 */
@SuppressWarnings("ArrayRecordComponent") // Cells are compared by ORDER only, not by equals.
record Cell(byte @Nullable [] value, Version version, long endSecond) {

    private static final long FOREVER = Long.MAX_VALUE;

    /** The order of cells, as in Cassandra: of two cells, the greater stays. */
    static final Comparator<Cell> ORDER = Comparator.comparing(Cell::version)
            .thenComparing(Cell::isTombstone)
            .thenComparing(cell -> !cell.isForever())
            .thenComparingLong(Cell::endSecond)
            .thenComparing(Cell::value, Comparator.nullsFirst(Arrays::compareUnsigned));

    static Cell tombstone(Version version) {
        return new Cell(null, version, FOREVER);
    }

    /** Returns a cell with a value; a tombstone if the lifetime is over. */
    static Cell of(byte[] value, Version version, Lifetime lifetime, long nowNanos) {
        return lifetime.isOver() ? tombstone(version) : new Cell(value, version, endSecond(lifetime, nowNanos));
    }

    /** Returns a cell with another value and version, and the expiry of this one. */
    Cell holding(byte[] other, Version otherVersion) {
        return new Cell(other, otherVersion, endSecond);
    }

    /** Returns the first whole second at which the lifetime has passed. */
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
