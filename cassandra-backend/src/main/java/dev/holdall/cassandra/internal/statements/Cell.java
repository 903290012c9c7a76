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
 * What a key has, with all that an answer tells about it.
 *
 * @param value the bytes
 * @param version the version that they were written with
 * @param endSecond the second, by the servers' clock, at which the value expires; {@code Long.MAX_VALUE} if it never
 *     does
 * @param answer when, and by whom, this was told
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Cell(byte[] value, Version version, long endSecond, Answer answer) {

    private static final long NEVER = Long.MAX_VALUE;

    /**
     * When, and by whom, something was told.
     *
     * @param serverMillis the clock of the node that told it
     * @param nanos {@link System#nanoTime} when it came
     * @param node the node; null if the driver doesn't know
     */
    public record Answer(
            long serverMillis, long nanos, @Nullable Node node) {

        public static Answer of(AsyncResultSet answer, long serverMillis) {
            return new Answer(
                    serverMillis, System.nanoTime(), answer.getExecutionInfo().getCoordinator());
        }

        /** The clock of that node now. */
        public long nowMillis() {
            return millisAt(System.nanoTime());
        }

        /** The clock of that node at a moment, by {@link System#nanoTime}. */
        public long millisAt(long moment) {
            return serverMillis + (moment - nanos) / 1_000_000;
        }
    }

    /** What a read without a lifetime has brought. */
    public static Optional<StoredEntry> entry(AsyncResultSet answer) {
        Row row = answer.one();
        ByteBuffer value = row == null ? null : row.getByteBuffer(0);
        return value == null
                ? Optional.empty()
                : Optional.of(new StoredEntry(ByteUtils.getArray(value), new Version(row.getLong(1)), null));
    }

    /** What a read with a lifetime has brought. */
    public static Optional<Cell> cell(AsyncResultSet answer) {
        Row row = answer.one();
        ByteBuffer value = row == null ? null : row.getByteBuffer(0);
        if (value == null) {
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

    /** What it is written again with so that it ends when it would have: 0 if it never does, else 1 or more. */
    public int remainingSeconds() {
        return remainingSeconds(answer);
    }

    /** The same, by the clock of another answer. */
    public int remainingSeconds(Answer other) {
        return isForever() ? TtlSeconds.FOREVER : (int) Math.max(1, endSecond - other.nowMillis() / 1_000);
    }

    /** The second at which it would expire at the earliest, were it given a lifetime now. */
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
