package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the format of what is stored, byte by byte. */
class StoredTest {

    private static final String OF_TWO_BYTES = "00000002";
    private static final String VERSION = "0006270a1b2c3d4e";

    @Test
    void value_isRead() {
        StoredEntry entry = stored("fe6801" + "56" + OF_TWO_BYTES + VERSION + "cafe")
                .entry(null)
                .orElseThrow();

        assertThat(entry.value()).containsExactly(0xca, 0xfe);
        assertThat(entry.version()).isEqualTo(new Version(0x0006270a1b2c3d4eL));
    }

    @Test
    void emptyValue_isRead() {
        assertThat(stored("fe6801" + "56" + "00000000" + VERSION)
                        .entry(null)
                        .orElseThrow()
                        .value())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8000000000000000, -9223372036854775808",
        "ffffffffffffffff, -1",
        "7fffffffffffffff, 9223372036854775807"
    })
    void version_hasAllBits(String bits, long micros) {
        assertThat(stored("fe6801" + "56" + "00000000" + bits)
                        .entry(null)
                        .orElseThrow()
                        .version())
                .isEqualTo(new Version(micros));
    }

    @Test
    void valueThatStaysBeyondItsEnd_isTold() {
        Stored stored = stored("fe6801" + "55" + OF_TWO_BYTES + VERSION + "0000019a00000000" + "cafe");

        assertThat(stored.kind()).isEqualTo(Stored.Kind.UNTIL);
        assertThat(stored.entry(null).orElseThrow().value()).containsExactly(0xca, 0xfe);
        assertThat(stored.isSettled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"44, DELETED, false", "52, REVOKED, true"})
    void tombstone_isNoEntry(String letter, Stored.Kind kind, boolean settled) {
        Stored stored = stored("fe6801" + letter + "00000000" + VERSION);

        assertThat(stored.kind()).isEqualTo(kind);
        assertThat(stored.entry(null)).isEmpty();
        assertThat(stored.isSettled()).isEqualTo(settled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // These are an empty string, a text, and a part of a header.
                "",
                "757365723d616c696365",
                "fe6801" + "56" + "0000",
                // These have a text longer than a header, another mark, an older format, and an unknown kind.
                "757365723d616c6963652c20636172743d37",
                "fe6901" + "56" + OF_TWO_BYTES + VERSION + "cafe",
                "fe6800" + "56" + OF_TWO_BYTES + VERSION + "cafe",
                "fe6801" + "58" + OF_TWO_BYTES + VERSION + "cafe",
                // These are cut off, longer than their length, a tombstone with a value, cut off in the end, and of
                // negative lengths.
                "fe6801" + "56" + OF_TWO_BYTES + VERSION + "ca",
                "fe6801" + "56" + OF_TWO_BYTES + VERSION + "cafe00",
                "fe6801" + "44" + "00000000" + VERSION + "cafe",
                "fe6801" + "55" + OF_TWO_BYTES + VERSION + "0000019a",
                "fe6801" + "56" + "ffffffff" + VERSION + "cafe",
                "fe6801" + "55" + "fffffff8" + VERSION,
            })
    void whatIsNotOurs_isCorrupt(String hex) {
        assertCorrupt(hex, "neither an entry, a map nor a group of this library");
    }

    @Test
    void laterFormat_isCorrupt() {
        assertCorrupt("fe6802" + "56" + OF_TWO_BYTES + VERSION + "cafe", "a later version of this library");
        assertCorrupt("fe68ff" + "ff" + OF_TWO_BYTES + VERSION, "a later version of this library");
    }

    private static void assertCorrupt(String hex, String message) {
        BackendException failure =
                catchThrowableOfType(BackendException.class, () -> stored(hex).entry(null));
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.kind()).isEqualTo(BackendException.Kind.CORRUPT);
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
    }

    private static Stored stored(String hex) {
        return Stored.parse(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
}
