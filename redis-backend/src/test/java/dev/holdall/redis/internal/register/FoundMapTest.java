package dev.holdall.redis.internal.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the format of a map, byte by byte, as the answers to plain commands and to the script have it. */
class FoundMapTest {

    private static final String VERSION = "0006270a1b2c3d4e";
    private static final String CREATION = "0006270a1b2c3d40" + "fffffffe";
    private static final String LEASE = "fe6801" + "4d" + "0000000c" + VERSION + CREATION;
    private static final long END = 0x0000019a_00000000L;
    private static final String LEASE_UNTIL = "fe6801" + "55" + "0000000c" + VERSION + "0000019a00000000" + CREATION;
    private static final String VALUE = "fe6801" + "56" + "00000002" + VERSION + "cafe";
    private static final String VALUE_UNTIL = "fe6801" + "55" + "00000001" + VERSION + "0000019a00000000" + "2a";
    private static final String REMOVED = "fe6801" + "44" + "00000000" + VERSION;
    private static final String DELETED = REMOVED;
    private static final String REVOKED = "fe6801" + "52" + "00000000" + VERSION;

    @Test
    void allFields_areRead() {
        FoundMapOutput output = new FoundMapOutput(null);
        add(output, "one", VALUE, "", LEASE, "n\u00e4me", REMOVED);

        FoundMap found = output.get();

        assertThat(found.isSettled()).isTrue();
        assertThat(found.isUndecided()).isFalse();
        StoredMap map = found.map().orElseThrow();
        assertThat(map.creation()).isEqualTo(new MapCreation(new Version(0x0006270a1b2c3d40L), -2));
        assertThat(map.lease()).isEqualTo(new Version(0x0006270a1b2c3d4eL));
        assertThat(map.lifetime()).isNull();
        assertThat(map.fields()).containsOnlyKeys("one", "n\u00e4me");
        assertField(map, "one", new byte[] {(byte) 0xca, (byte) 0xfe});
        assertField(map, "n\u00e4me", null);
    }

    @Test
    void someFields_areRead_inTheOrderOfTheirNames() {
        Set<String> names = Set.of("one", "none");
        FoundMapOutput output = new FoundMapOutput(names);
        output.set(bytes(LEASE));
        names.forEach(name -> output.set(name.equals("one") ? bytes(VALUE) : null));

        StoredMap map = output.get().map().orElseThrow();

        assertThat(map.fields()).containsOnlyKeys("one");
        assertField(map, "one", new byte[] {(byte) 0xca, (byte) 0xfe});
    }

    @Test
    void fieldWithAnEnd_needsTheServersTime() {
        FoundMapOutput plain = new FoundMapOutput(null);
        add(plain, "", LEASE, "one", VALUE_UNTIL);
        assertThat(plain.get().isUndecided()).isTrue();

        assertField(readAt(END, LEASE).map().orElseThrow(), "one", new byte[] {0x2a});
        assertField(readAt(END + 1, LEASE).map().orElseThrow(), "one", null);
    }

    @Test
    void mapThatEndsBeforeItsHash_needsTheServersTime() {
        FoundMapOutput plain = new FoundMapOutput(null);
        add(plain, "", LEASE_UNTIL);
        assertThat(plain.get().isUndecided()).isTrue();
        assertThat(plain.get().isSettled()).isFalse();

        StoredMap map = readAt(END, LEASE_UNTIL).map().orElseThrow();
        assertThat(map.creation()).isEqualTo(new MapCreation(new Version(0x0006270a1b2c3d40L), -2));
        assertThat(map.lease()).isEqualTo(new Version(0x0006270a1b2c3d4eL));
        assertThat(readAt(END + 1, LEASE_UNTIL).map()).isEmpty();
    }

    /** Returns what the script has found at a time: this lease, and a field with an end. */
    private static FoundMap readAt(long millis, String lease) {
        FoundMapOutput output = new FoundMapOutput(null);
        output.set(millis);
        add(output, "", lease, "one", VALUE_UNTIL);
        assertThat(output.get().isUndecided()).isFalse();
        return output.get();
    }

    @Test
    void nothing_isNoMap_ifAllFieldsWereAskedFor() {
        FoundMap all = new FoundMapOutput(null).get();
        assertThat(all.isUndecided()).isFalse();
        assertThat(all.isSettled()).isFalse();
        assertThat(all.map()).isEmpty();
        FoundMapOutput some = new FoundMapOutput(Set.of());
        some.set((ByteBuffer) null);
        assertThat(some.get().isUndecided()).isTrue();
        FoundMapOutput script = new FoundMapOutput(Set.of());
        script.set(END);
        script.set((ByteBuffer) null);
        assertThat(script.get().isUndecided()).isFalse();
        assertThat(script.get().map()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({DELETED + ", false", REVOKED + ", true"})
    void tombstone_isNoMap(String lease, boolean settled) {
        FoundMapOutput output = new FoundMapOutput(null);
        add(output, "", lease);
        assertThat(output.get().isSettled()).isEqualTo(settled);
        assertThat(output.get().map()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // These are an empty string, the script's letter, and a part of a header.
                "",
                "46",
                "fe6801" + "4d" + "0000",
                // These have another mark, an older format, an unknown kind, and the kind of an entry.
                "fe6901" + "4d" + "0000000c" + VERSION + CREATION,
                "fe6800" + "4d" + "0000000c" + VERSION + CREATION,
                "fe6801" + "58" + "0000000c" + VERSION + CREATION,
                "fe6801" + "56" + "0000000c" + VERSION + CREATION,
                // These are cut off, too long, of another length, without an end, and tombstones with a creation.
                "fe6801" + "4d" + "0000000c" + VERSION + "0006270a1b2c3d40" + "fffffe",
                "fe6801" + "4d" + "0000000c" + VERSION + CREATION + "00",
                "fe6801" + "4d" + "0000000d" + VERSION + CREATION,
                "fe6801" + "55" + "0000000c" + VERSION + CREATION,
                "fe6801" + "44" + "0000000c" + VERSION + CREATION,
                "fe6801" + "52" + "0000000c" + VERSION + CREATION,
            })
    void foreignLease_isCorrupt(String lease) {
        FoundMapOutput output = new FoundMapOutput(null);
        add(output, "", lease, "one", VALUE);
        assertCorrupt(output, "neither an entry, a map nor a group of this library");
    }

    @Test
    void fieldsWithoutALease_areCorrupt() {
        FoundMapOutput output = new FoundMapOutput(null);
        add(output, "one", VALUE);
        assertThat(output.get().isSettled()).isFalse();
        assertThat(output.get().isUndecided()).isFalse();
        BackendException failure =
                catchThrowableOfType(BackendException.class, () -> output.get().map());
        assertThat(failure.kind()).isEqualTo(BackendException.Kind.CORRUPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cafe", REVOKED, LEASE, "fe6801" + "56" + "00000002" + VERSION + "ca"})
    void foreignField_isCorrupt(String field) {
        FoundMapOutput output = new FoundMapOutput(null);
        add(output, "", LEASE, "one", field, "two", VALUE);
        assertCorrupt(output, "neither an entry, a map nor a group of this library");
    }

    @Test
    void laterFormat_isCorrupt() {
        FoundMapOutput lease = new FoundMapOutput(null);
        add(lease, "", "fe6802" + "4d" + "00000000" + VERSION);
        assertCorrupt(lease, "a later version of this library");
        FoundMapOutput field = new FoundMapOutput(null);
        add(field, "", LEASE, "one", "fe6802" + "56" + "00000000" + VERSION);
        assertCorrupt(field, "a later version of this library");
    }

    private static void assertCorrupt(FoundMapOutput output, String message) {
        FoundMap found = output.get();
        assertThat(found.isSettled()).isFalse();
        assertThat(found.isUndecided()).isFalse();
        BackendException failure = catchThrowableOfType(BackendException.class, found::map);
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.kind()).isEqualTo(BackendException.Kind.CORRUPT);
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
    }

    @Test
    void packedLease_isWhatIsRead() {
        MapCreation creation = new MapCreation(new Version(Long.MIN_VALUE + 1), 7);
        PackedEntry lease = PackedEntry.lease(creation);
        FoundMapOutput output = new FoundMapOutput(Set.of());
        output.set(ByteBuffer.wrap(lease.toBytes()));
        StoredMap map = output.get().map().orElseThrow();
        assertThat(map.creation()).isEqualTo(creation);
        assertThat(map.lease()).isEqualTo(creation.version());
        assertThat(lease.toBytes()).hasSize(lease.size());
    }

    private static void add(FoundMapOutput output, String... namesAndFields) {
        for (int i = 0; i < namesAndFields.length; i += 2) {
            output.set(ByteBuffer.wrap(namesAndFields[i].getBytes(UTF_8)));
            output.set(bytes(namesAndFields[i + 1]));
        }
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static void assertField(StoredMap map, String name, byte @Nullable [] value) {
        StoredField field = Objects.requireNonNull(map.fields().get(name));
        assertThat(field.version()).isEqualTo(new Version(0x0006270a1b2c3d4eL));
        assertThat(field.value()).isEqualTo(value);
    }
}
