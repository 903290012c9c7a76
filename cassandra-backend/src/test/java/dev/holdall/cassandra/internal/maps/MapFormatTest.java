package dev.holdall.cassandra.internal.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.data.ByteUtils;
import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapFormatTest {

    private static final long NOW = 1_700_000_000L;
    private static final byte[] VALUE = {1, (byte) 0xff, 0};

    @Test
    void creations_areInTheOrderOfTheirBytes() {
        List<MapCreation> inOrder = List.of(
                creation(0, 0),
                creation(1, Integer.MIN_VALUE),
                creation(1, -1),
                creation(1, 0),
                creation(1, 1),
                creation(1, Integer.MAX_VALUE),
                creation(2, Integer.MIN_VALUE),
                creation(1_700_000_000_000_000L, 0),
                creation(Long.MAX_VALUE, Integer.MAX_VALUE));

        assertThat(inOrder).isSorted();
        assertThat(inOrder).extracting(MapFormatTest::bytes).isSortedAccordingTo(Arrays::compareUnsigned);
        assertThat(inOrder)
                .allSatisfy(creation ->
                        assertThat(MapFormat.creation(MapFormat.born(creation))).isEqualTo(creation));
    }

    @Test
    void lease_hasTheLifetime() {
        for (Lifetime lifetime : List.of(Lifetime.FOREVER, Lifetime.ofMillis(1), Lifetime.ofMillis(3_600_000))) {
            byte[] lease = MapFormat.lease(lifetime);
            assertThat(MapFormat.lifetime(lease)).isEqualTo(lifetime);
            assertThat(MapFormat.lifetime(MapFormat.lease(lease, Lifetime.ofMillis(7))))
                    .isEqualTo(Lifetime.ofMillis(7));
        }
    }

    @Test
    void field_withoutAnEnd_hasItsValue() {
        assertThat(MapFormat.field(VALUE, MapFormat.NO_END)).containsExactly(1, 1, 0xff, 0);
        assertThat(MapFormat.value(MapFormat.field(VALUE, MapFormat.NO_END), NOW))
                .isEqualTo(VALUE);
        assertThat(MapFormat.value(MapFormat.field(new byte[0], MapFormat.NO_END), NOW))
                .isEmpty();
    }

    @Test
    void field_withAnEnd_isGoneFromThatSecondOn() {
        byte[] field = MapFormat.field(VALUE, NOW);

        assertThat(field).startsWith(2).hasSize(9 + VALUE.length);
        assertThat(MapFormat.value(field, NOW - 1)).isEqualTo(VALUE);
        assertThat(MapFormat.value(field, NOW)).isNull();
        assertThat(MapFormat.value(MapFormat.field(new byte[0], NOW), NOW - 1)).isEmpty();
    }

    @Test
    void removedField_hasGreaterBytes_thanAnyValue() {
        byte[] removed = MapFormat.field(null, MapFormat.NO_END);

        assertThat(removed).containsExactly(0xff);
        assertThat(MapFormat.value(removed, NOW)).isNull();
        for (byte[] field : List.of(MapFormat.field(VALUE, NOW), MapFormat.field(VALUE, MapFormat.NO_END))) {
            assertThat(Arrays.compareUnsigned(removed, field)).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "0x00", "0x03", "0xfe", "0x02", "0x0200000000000000"})
    void fieldOfAnotherForm_isCorrupt(String bytes) {
        assertThatThrownBy(() -> MapFormat.value(ByteUtils.getArray(ByteUtils.fromHexString(bytes)), NOW))
                .satisfies(MapFormatTest::isCorrupt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "0x01", "0x02000000000000000a", "0x01000000000000000a00"})
    void leaseOfAnotherForm_isCorrupt_andIsNotReplaced(String bytes) {
        byte[] lease = ByteUtils.getArray(ByteUtils.fromHexString(bytes));

        assertThatThrownBy(() -> MapFormat.lifetime(lease)).satisfies(MapFormatTest::isCorrupt);
        assertThatThrownBy(() -> MapFormat.lease(lease, Lifetime.FOREVER)).satisfies(MapFormatTest::isCorrupt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "0x0000000000000001", "0x00000000000000010000000000"})
    void creationOfAnotherForm_isCorrupt(String bytes) {
        assertThatThrownBy(() -> MapFormat.creation(ByteUtils.fromHexString(bytes)))
                .satisfies(MapFormatTest::isCorrupt);
    }

    private static void isCorrupt(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(BackendException.class, corrupt -> {
            assertThat(corrupt.kind()).isEqualTo(Kind.CORRUPT);
            assertThat(corrupt.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        });
    }

    private static MapCreation creation(long micros, int random) {
        return new MapCreation(new Version(micros), random);
    }

    private static byte[] bytes(MapCreation creation) {
        return ByteUtils.getArray(MapFormat.born(creation));
    }
}
