package dev.holdall.redis.internal.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes are those that {@code docs/backends/redis.md} describes. */
class FoundGroupTest {

    private static final String NEVER_DELETED = "8000000000000000";
    private static final String VERSION = "0006270a1b2c3d4e";

    private static final String LEASE = "fe68014700000008" + NEVER_DELETED + VERSION;
    private static final String DELETED_BELOW = "fe68014700000008" + "0006270a1b2c3d4d" + VERSION;
    private static final String DELETED_AT_IT = "fe68014700000008" + VERSION + VERSION;

    private static final String ENTRY = "fe68015600000001" + VERSION + "31";
    private static final String ENDS_AT_1000 = "fe68015500000001" + VERSION + "00000000000003e8" + "32";
    private static final String REMOVED = "fe68014400000008" + VERSION + "00000000000003e8";

    private static final String FOREIGN = "neither an entry, a map nor a group of this library";
    private static final String NEWER = "has a format of a later version of this library";

    @Test
    void group_hasTheEntriesThatHaventEnded() {
        FoundGroup group = all(999, "", LEASE, "one", ENTRY, "ending", ENDS_AT_1000, "removed", REMOVED);

        Map<String, StoredEntry> entries = group.entries();
        assertThat(entries).containsOnlyKeys("one", "ending");
        StoredEntry one = Objects.requireNonNull(entries.get("one"));
        assertThat(one.value()).containsExactly('1');
        assertThat(one.version()).isEqualTo(new Version(0x0006270a1b2c3d4eL));
        assertThat(one.remaining()).isEqualTo(Lifetime.FOREVER);
        StoredEntry ending = Objects.requireNonNull(entries.get("ending"));
        assertThat(ending.value()).containsExactly('2');
        assertThat(ending.remaining()).isEqualTo(Lifetime.ofMillis(1));
        assertThat(all(1_000, "", LEASE, "ending", ENDS_AT_1000).entries()).containsOnlyKeys("ending");
        assertThat(all(1_001, "", LEASE, "one", ENTRY, "ending", ENDS_AT_1000).entries())
                .containsOnlyKeys("one");
    }

    @Test
    void entry_isThere_ifItIsAboveTheLastDelete() {
        assertThat(all(0, "", DELETED_BELOW, "one", ENTRY).entries()).containsOnlyKeys("one");
        assertThat(all(0, "", DELETED_AT_IT, "one", ENTRY).entries()).isEmpty();
    }

    @Test
    void nothing_isAnEmptyGroup() {
        assertThat(all(0).entries()).isEmpty();
        assertThat(all(0, "", LEASE).entries()).isEmpty();
        assertThat(some(Set.of("one")).entries()).isEmpty();
    }

    @Test
    void someEntries_comeInTheOrderOfTheirNames() {
        assertThat(some(Set.of("one"), LEASE, ENTRY).entries()).containsOnlyKeys("one");
        FoundHashOutput<FoundGroup> output = new FoundHashOutput<>(new FoundGroup(), Set.of("one"));
        output.set(bytes(LEASE));
        output.set((ByteBuffer) null);
        assertThat(output.get().entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "46",
                "fe680147000000088000000000000000",
                LEASE + "00",
                "fe68014700000007" + NEVER_DELETED + VERSION,
                "fe68014d00000008" + NEVER_DELETED + VERSION,
                "fe68004700000008" + NEVER_DELETED + VERSION,
                "fe69014700000008" + NEVER_DELETED + VERSION,
                "fe68015600000000" + VERSION
            })
    void leaseOfAnotherForm_isCorrupt(String lease) {
        assertCorrupt(all(0, "", lease), FOREIGN);
        assertCorrupt(all(0, "", lease, "one", ENTRY), FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fe680156",
                ENTRY + "00",
                "fe68015500000000" + VERSION + "000000",
                "fe68015200000000" + VERSION,
                "fe68015800000000" + VERSION
            })
    void entryOfAnotherForm_isCorrupt(String entry) {
        assertCorrupt(all(0, "", LEASE, "one", entry), FOREIGN);
    }

    @Test
    void entriesWithoutALease_areCorrupt() {
        assertCorrupt(all(0, "one", ENTRY), FOREIGN);
    }

    @Test
    void laterFormat_isReportedAsSuch() {
        assertCorrupt(all(0, "", LEASE.replace("fe6801", "fe6802")), NEWER);
        assertCorrupt(all(0, "", LEASE, "one", ENTRY.replace("fe6801", "fe6802")), NEWER);
    }

    private static void assertCorrupt(FoundGroup group, String message) {
        assertThatThrownBy(group::entries)
                .isInstanceOfSatisfying(
                        BackendException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(BackendException.Kind.CORRUPT))
                .hasMessageContaining(message);
    }

    /** Returns what the script reads that has the server's time before the names and fields. */
    private static FoundGroup all(long serverMillis, String... namesAndFields) {
        FoundHashOutput<FoundGroup> output = new FoundHashOutput<>(new FoundGroup(), null);
        output.set(serverMillis);
        for (int i = 0; i < namesAndFields.length; i += 2) {
            output.set(ByteBuffer.wrap(namesAndFields[i].getBytes(UTF_8)));
            output.set(bytes(namesAndFields[i + 1]));
        }
        return output.get();
    }

    private static FoundGroup some(Set<String> names, String... fields) {
        FoundHashOutput<FoundGroup> output = new FoundHashOutput<>(new FoundGroup(), names);
        output.set(0);
        for (String field : fields) {
            output.set(bytes(field));
        }
        return output.get();
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
