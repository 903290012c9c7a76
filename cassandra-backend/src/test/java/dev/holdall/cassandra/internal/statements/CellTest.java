package dev.holdall.cassandra.internal.statements;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CellTest {

    private static final byte[] VALUE = {1, 2, 3};
    private static final Version VERSION = new Version(1_700_000_000_000_000L);
    private static final long SERVER_MILLIS = 1_700_000_000_250L;
    private static final long SERVER_SECOND = 1_700_000_000L;

    @Test
    void entry_hasTheValueAndItsVersion() {
        StoredEntry entry = Cell.entry(answer(row(3_600))).orElseThrow();

        assertThat(entry.value()).isEqualTo(VALUE);
        assertThat(entry.version()).isEqualTo(VERSION);
        assertThat(entry.remaining()).isNull();
    }

    @Test
    void entry_ofNoRow_isEmpty() {
        assertThat(Cell.entry(answer(null))).isEmpty();
        assertThat(Cell.cell(answer(null))).isEmpty();
    }

    /** A row marker can outlive the value of its row. */
    @Test
    void entry_ofARowWithoutAValue_isEmpty() {
        Row row = as(Row.class, Map.of("isNull", true, "getLong", SERVER_MILLIS, "getInt", 0));

        assertThat(Cell.entry(answer(row))).isEmpty();
        assertThat(Cell.cell(answer(row))).isEmpty();
    }

    @Test
    void cell_endsAtTheSecondThatTheServerCountsTo() {
        Cell cell = cell(3_600);

        assertThat(cell.value()).isEqualTo(VALUE);
        assertThat(cell.version()).isEqualTo(VERSION);
        assertThat(cell.endSecond()).isEqualTo(SERVER_SECOND + 3_600);
        assertThat(cell.isForever()).isFalse();
        assertThat(cell.toEntry().value()).isEqualTo(VALUE);
        assertThat(cell.toEntry().version()).isEqualTo(VERSION);
        assertThat(cell.toEntry().remaining()).isEqualTo(Lifetime.ofMillis(3_599_750));
    }

    @Test
    void cell_withoutATtl_neverEnds() {
        Cell cell = cell(null);

        assertThat(cell.isForever()).isTrue();
        assertThat(cell.toEntry().remaining()).isEqualTo(Lifetime.FOREVER);
        assertThat(cell.remainingSeconds()).isEqualTo(TtlSeconds.FOREVER);
        assertThat(cell.remainingSeconds(laterAnswer(10_000))).isEqualTo(TtlSeconds.FOREVER);
    }

    @Test
    void remainingSeconds_keepTheEnd() {
        Cell cell = cell(3_600);

        assertThat(cell.remainingSeconds()).isBetween(3_590, 3_600);
        assertThat(cell.remainingSeconds(laterAnswer(100_000))).isBetween(3_490, 3_500);
    }

    /** A TTL of 0 would mean that the value never expires. */
    @Test
    void remainingSeconds_ofAValueThatEndsNow_areOne() {
        assertThat(cell(1).remainingSeconds(laterAnswer(5_000))).isEqualTo(1);
        assertThat(new Cell(VALUE, VERSION, SERVER_SECOND, laterAnswer(0))
                        .toEntry()
                        .remaining())
                .isEqualTo(Lifetime.ofMillis(1));
    }

    @Test
    void endSecondOf_isThatOfAWriteWithThisLifetime() {
        assertThat(cell(1).endSecondOf(Lifetime.ofMillis(10_000))).isEqualTo(SERVER_SECOND + 11);
    }

    @Test
    void answer_tellsTheServersTimeAtAnyMoment() {
        Cell.Answer answer = new Cell.Answer(SERVER_MILLIS, 500, null);

        assertThat(answer.millisAt(500)).isEqualTo(SERVER_MILLIS);
        assertThat(answer.millisAt(500 + TimeUnit.SECONDS.toNanos(2))).isEqualTo(SERVER_MILLIS + 2_000);
        assertThat(laterAnswer(0).nowMillis()).isBetween(SERVER_MILLIS, SERVER_MILLIS + 60_000);
    }

    private static Cell cell(@Nullable Integer ttlSeconds) {
        return Cell.cell(answer(row(ttlSeconds))).orElseThrow();
    }

    /** An answer that arrives now from a server whose clock is ahead of that of the first answer. */
    private static Cell.Answer laterAnswer(long laterMillis) {
        return new Cell.Answer(SERVER_MILLIS + laterMillis, System.nanoTime(), null);
    }

    private static AsyncResultSet answer(@Nullable Row row) {
        Map<String, Object> answers =
                Map.of("one", Optional.ofNullable(row), "getExecutionInfo", as(ExecutionInfo.class, Map.of()));
        return as(AsyncResultSet.class, answers);
    }

    /** Makes a row of the columns that a read selects: value, write time, TTL, and the server's time. */
    private static Row row(@Nullable Integer ttlSeconds) {
        return (Row) Proxy.newProxyInstance(
                CellTest.class.getClassLoader(),
                new Class<?>[] {Row.class},
                (proxy, method, arguments) -> switch (method.getName() + " " + arguments[0]) {
                    case "getByteBuffer 0" -> ByteBuffer.wrap(VALUE);
                    case "getLong 1" -> VERSION.micros();
                    case "isNull 2" -> ttlSeconds == null;
                    case "getInt 2" -> ttlSeconds;
                    case "getLong 3" -> SERVER_MILLIS;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Makes one of the driver's answers, with the results of some of its methods; the others return null. */
    private static <T> T as(Class<T> type, Map<String, ?> results) {
        return type.cast(Proxy.newProxyInstance(
                CellTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = results.get(method.getName());
                    return result instanceof Optional<?> optional ? optional.orElse(null) : result;
                }));
    }
}
