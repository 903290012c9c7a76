package dev.holdall.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredField;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackedMapTest {

    private static final MapCreation CREATION = new MapCreation(new Version(Long.MAX_VALUE - 5_000), -7);

    /** The clock overflows before the fields of these tests end. */
    private static final long NOW = Long.valueOf(Long.MAX_VALUE - 1);

    @Test
    void unpack_restoresWhatWasPacked() {
        PackedMap map = PackedMap.created(CREATION, Map.of("n\u00e4me", new byte[] {1, -1}, "empty", new byte[0]))
                .with(
                        List.of(
                                write("ending", 70, new byte[] {5}, Lifetime.ofMillis(10)),
                                write("removed", 2_048, null, Lifetime.FOREVER)),
                        NOW);
        PackedMap unpacked = PackedMap.unpack(map.pack());
        assertThat(unpacked.creation()).isEqualTo(CREATION);
        Map<String, StoredField> fields = unpacked.stored(null, NOW).fields();
        assertThat(fields).containsOnlyKeys("n\u00e4me", "empty", "ending", "removed");
        assertField(fields.get("n\u00e4me"), 64, new byte[] {1, -1});
        assertField(fields.get("empty"), 64, new byte[0]);
        assertField(fields.get("ending"), 70, new byte[] {5});
        assertField(fields.get("removed"), 2_048, null);
        assertThat(unpacked.pack()).isEqualTo(map.pack());
    }

    @Test
    void stored_leavesTheVersionOfAFieldThatHasEnded() {
        PackedMap map = PackedMap.created(CREATION, Map.of())
                .with(List.of(write("ending", 64, new byte[] {5}, Lifetime.ofMillis(10))), NOW);
        assertField(map.stored(null, NOW + 9_999_999).fields().get("ending"), 64, new byte[] {5});
        assertField(map.stored(null, NOW + 10_000_000).fields().get("ending"), 64, null);
        assertThat(map.stored(Set.of("other"), NOW).fields()).isEmpty();
    }

    @Test
    void with_storesOnlyGreaterVersions() {
        PackedMap map = PackedMap.created(CREATION, Map.of("field", new byte[] {1}));
        for (int step : List.of(63, 64)) {
            PackedMap same = map.with(List.of(write("field", step, new byte[] {2}, Lifetime.FOREVER)), NOW);
            assertField(same.stored(null, NOW).fields().get("field"), 64, new byte[] {1});
        }
        PackedMap changed = map.with(List.of(write("field", 65, new byte[] {2}, Lifetime.FOREVER)), NOW);
        assertField(changed.stored(null, NOW).fields().get("field"), 65, new byte[] {2});
    }

    private static FieldWrite write(String name, long step, byte @Nullable [] value, Lifetime lifetime) {
        return new FieldWrite(name, CREATION.version().plusMicros(step), value, lifetime);
    }

    private static void assertField(@Nullable StoredField field, long step, byte @Nullable [] value) {
        StoredField found = Objects.requireNonNull(field, "the field isn't there");
        assertThat(found.version()).isEqualTo(CREATION.version().plusMicros(step));
        assertThat(found.value()).isEqualTo(value);
    }
}
