package dev.holdall.cassandra.internal.statements;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.detach.AttachmentPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinition;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinitions;
import com.datastax.oss.driver.internal.core.cql.DefaultRow;
import com.datastax.oss.protocol.internal.ProtocolConstants.DataType;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.RawType;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.requests.DriverStubs;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks that any columns that a node may answer are read as the entry that they are. */
class CellFuzzTest {

    /** The bytes before those of the value: the version, the TTL, and the clock of the node. */
    private static final int HEADER_BYTES = 8 + 4 + 8;

    /** Twenty years, the longest TTL that Cassandra stores. */
    private static final int LONGEST_TTL = 630_720_000;

    /** The clock of a node comes from a UUID of the version 1, which has 48 bits of milliseconds. */
    private static final long CLOCK_MASK = (1L << 48) - 1;

    private static final List<ColumnDefinition> COLUMNS =
            columns(DataType.BLOB, DataType.BIGINT, DataType.INT, DataType.BIGINT);

    @FuzzTest(maxDuration = "25s")
    void anyColumns_areTheEntry(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            return;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        Version version = new Version(header.getLong());
        int ttl = Math.floorMod(header.getInt(), LONGEST_TTL + 1);
        long clock = header.getLong() & CLOCK_MASK;
        byte[] value = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);

        Cell cell =
                Cell.cell(answer(value, version, ttl == 0 ? null : ttl, clock)).orElseThrow();
        assertEntry(cell.toEntry(), value, version);
        assertThat(cell.toEntry().remaining()).isEqualTo(remaining(ttl, clock));
        assertThat(cell.remainingSeconds()).isBetween(ttl == 0 ? 0 : 1, ttl);
        assertEntry(Cell.entry(answer(value, version, null, clock)).orElseThrow(), value, version);
        assertThat(Cell.cell(answer(null, version, null, clock))).isEmpty();
        assertThat(Cell.entry(answer(null, version, null, clock))).isEmpty();
        assertTtlOfWrite(Lifetime.ofMillis(clock % (TtlSeconds.MAX_TTL.toMillis() + 1)));
    }

    private static void assertEntry(StoredEntry entry, byte[] value, Version version) {
        assertThat(entry.value()).isEqualTo(value);
        assertThat(entry.version()).isEqualTo(version);
    }

    /** Returns what is left of a TTL: nodes count it in whole seconds, and the clock is in the middle of one. */
    private static Lifetime remaining(int ttl, long clock) {
        return ttl == 0 ? Lifetime.FOREVER : Lifetime.ofMillis(Math.max(1, ttl * 1_000L - clock % 1_000));
    }

    private static void assertTtlOfWrite(Lifetime lifetime) {
        long seconds = TtlSeconds.ofWrite(lifetime);
        assertThat((seconds - 1) * 1_000).isBetween(lifetime.toMillis(), lifetime.toMillis() + 999);
    }

    private static AsyncResultSet answer(byte @Nullable [] value, Version version, @Nullable Integer ttl, long clock) {
        Row row = new DefaultRow(
                DefaultColumnDefinitions.valueOf(COLUMNS),
                Arrays.asList(
                        value == null ? null : ByteBuffer.wrap(value),
                        eightBytes(version.micros()),
                        ttl == null ? null : ByteBuffer.allocate(4).putInt(0, ttl),
                        eightBytes(clock)),
                AttachmentPoint.NONE);
        ExecutionInfo info = DriverStubs.in(ExecutionInfo.class, Map.of("getCoordinator", DriverStubs.in(Node.class)));
        return DriverStubs.in(AsyncResultSet.class, Map.of("one", row, "getExecutionInfo", info));
    }

    private static ByteBuffer eightBytes(long number) {
        return ByteBuffer.allocate(8).putLong(0, number);
    }

    private static List<ColumnDefinition> columns(int... types) {
        return IntStream.range(0, types.length)
                .<ColumnDefinition>mapToObj(index -> new DefaultColumnDefinition(
                        new ColumnSpec(
                                "holdall",
                                "sessions",
                                "column" + index,
                                index,
                                Objects.requireNonNull(RawType.PRIMITIVES.get(types[index]))),
                        AttachmentPoint.NONE))
                .toList();
    }
}
