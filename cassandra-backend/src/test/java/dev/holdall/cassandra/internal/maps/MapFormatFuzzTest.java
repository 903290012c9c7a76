package dev.holdall.cassandra.internal.maps;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads any bytes as a creation, a lease and a field of a map: they are what was written, or corrupt. */
class MapFormatFuzzTest {

    private static final long NOW_SECOND = 1_700_000_000L;

    private static final byte[] REMOVED = MapFormat.field(null, MapFormat.NO_END);

    @FuzzTest(maxDuration = "25s")
    void anyBytes_areWhatWasWritten_orCorrupt(byte[] bytes) {
        unlessCorrupt(() -> MapFormat.creation(ByteBuffer.wrap(bytes)))
                .ifPresent(creation -> assertThat(MapFormat.born(creation)).isEqualTo(ByteBuffer.wrap(bytes)));
        unlessCorrupt(() -> MapFormat.lifetime(bytes)).ifPresent(lifetime -> assertLease(lifetime, bytes));
        assertField(bytes);
        assertWrittenField(bytes);
        assertWrittenCreation(bytes);
    }

    /** A lease with a negative number, which nobody writes, is over. */
    private static void assertLease(Lifetime lifetime, byte[] bytes) {
        if (lifetime.isOver()) {
            assertThat(ByteBuffer.wrap(bytes).getLong(1)).isNotPositive();
        } else {
            assertThat(MapFormat.lease(lifetime)).isEqualTo(bytes);
        }
    }

    private static void assertField(byte[] bytes) {
        unlessCorrupt(() -> Optional.ofNullable(MapFormat.value(bytes, NOW_SECOND)))
                .ifPresent(value -> {
                    int valueAt = bytes[0] == 1 ? 1 : 1 + Long.BYTES;
                    if (value.isPresent()) {
                        assertThat(value.get()).isEqualTo(Arrays.copyOfRange(bytes, valueAt, bytes.length));
                    } else {
                        assertThat(bytes[0] == REMOVED[0]
                                        || ByteBuffer.wrap(bytes).getLong(1) <= NOW_SECOND)
                                .isTrue();
                    }
                });
    }

    private static void assertWrittenField(byte[] value) {
        assertThat(MapFormat.value(MapFormat.field(value, MapFormat.NO_END), Long.MAX_VALUE))
                .isEqualTo(value);
        assertThat(MapFormat.value(MapFormat.field(value, NOW_SECOND + 1), NOW_SECOND))
                .isEqualTo(value);
        assertThat(MapFormat.value(MapFormat.field(value, NOW_SECOND), NOW_SECOND))
                .isNull();
    }

    private static void assertWrittenCreation(byte[] bytes) {
        ByteBuffer numbers = ByteBuffer.wrap(Arrays.copyOf(bytes, Long.BYTES + Integer.BYTES));
        MapCreation creation = new MapCreation(new Version(numbers.getLong()), numbers.getInt());
        assertThat(MapFormat.creation(MapFormat.born(creation))).isEqualTo(creation);
    }

    private static <T> Optional<T> unlessCorrupt(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (BackendException e) {
            assertThat(e.kind()).isEqualTo(Kind.CORRUPT);
            assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            return Optional.empty();
        }
    }
}
