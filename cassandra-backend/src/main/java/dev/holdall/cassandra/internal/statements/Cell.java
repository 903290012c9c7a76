package dev.holdall.cassandra.internal.statements;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import com.datastax.oss.driver.api.core.metadata.Node;
import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of a key, with its version and its expiry, as a node has answered them.
 *
 * @param value the bytes of the value
 * @param version the version that the value was written with
 * @param endSecond the second, by the servers' clock, at which the value expires; {@code Long.MAX_VALUE} if it never
 *     does
 * @param answer the answer that the value was read from
 */
@SuppressWarnings("ArrayRecordComponent") // Cells are never compared.
public record Cell(byte[] value, Version version, long endSecond, Answer answer) {

    private static final long NEVER = Long.MAX_VALUE;

    /**
     * The clock of the node that answered, and the moment at which its answer arrived.
     *
     * @param serverMillis the clock of the node when it answered, in milliseconds
     * @param nanos {@link System#nanoTime} when the answer arrived
     * @param node the node that answered; null if the driver doesn't know it
     */
    public record Answer(
            long serverMillis, long nanos, @Nullable Node node) {

        public static Answer of(AsyncResultSet answer, long serverMillis) {
            return new Answer(
                    serverMillis, System.nanoTime(), answer.getExecutionInfo().getCoordinator());
        }

        /** Returns what the clock of that node shows now. */
        public long nowMillis() {
            return millisAt(System.nanoTime());
        }

        /** Returns what the clock of that node shows at a moment of {@link System#nanoTime}. */
        public long millisAt(long moment) {
            return serverMillis + (moment - nanos) / 1_000_000;
        }
    }

    /** Reads the entry from the answer to a read without a lifetime. */
    public static Optional<StoredEntry> entry(AsyncResultSet answer) {
        Row row = answer.one();
        ByteBuffer value = row == null ? null : row.getByteBuffer(0);
        return row == null || value == null
                ? Optional.empty()
                : Optional.of(new StoredEntry(ByteUtils.getArray(value), new Version(row.getLong(1)), null));
    }

    /** Reads the cell from the answer to a read with a lifetime. */
    public static Optional<Cell> cell(AsyncResultSet answer) {
        Row row = answer.one();
        ByteBuffer value = row == null ? null : row.getByteBuffer(0);
        if (row == null || value == null) {
            return Optional.empty();
        }
        long serverMillis = row.getLong(3);
        long endSecond = row.isNull(2) ? NEVER : serverMillis / 1_000 + row.getInt(2);
        return Optional.of(new Cell(
                ByteUtils.getArray(value), new Version(row.getLong(1)), endSecond, Answer.of(answer, serverMillis)));
    }

    public boolean isForever() {
        return endSecond == NEVER;
    }

    /**
     * Returns the TTL with which the value can be written again so that its expiry stays as it is: 0 if it never
     * expires, otherwise 1 or more.
     */
    public int remainingSeconds() {
        return remainingSeconds(answer);
    }

    /** Returns the same TTL, by the clock of the node that gave another answer. */
    public int remainingSeconds(Answer other) {
        return isForever() ? TtlSeconds.FOREVER : (int) Math.max(1, endSecond - other.nowMillis() / 1_000);
    }

    /**
     * Returns the second at which the value would expire if it were written with this lifetime when the node answered.
     * The write arrives later, so the value would expire in that second at the earliest.
     */
    public long endSecondOf(Lifetime lifetime) {
        return answer.serverMillis() / 1_000 + TtlSeconds.ofWrite(lifetime);
    }

    public StoredEntry toEntry() {
        return new StoredEntry(value, version, remaining());
    }

    private Lifetime remaining() {
        return isForever()
                ? Lifetime.FOREVER
                : Lifetime.ofMillis(Math.max(1, endSecond * 1_000 - answer.serverMillis()));
    }
}
