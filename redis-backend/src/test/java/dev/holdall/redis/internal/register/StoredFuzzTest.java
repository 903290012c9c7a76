package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.redis.internal.register.Stored.Kind;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.StoredEntry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Checks that any bytes under a key are an entry, a tombstone, or reported as corrupt, but never taken for absent. */
class StoredFuzzTest {

    private static final int KIND_INDEX = 3;
    private static final int VERSION_INDEX = 8;

    @FuzzTest(maxDuration = "25s")
    void anyBytes_areAnEntry_orATombstone_orCorrupt(byte[] bytes) {
        Stored stored = Stored.parse(ByteBuffer.wrap(bytes));

        switch (stored.kind()) {
            case VALUE -> assertThat(packed(entry(stored, bytes))).isEqualTo(bytes);
            case UNTIL -> assertThat(entry(stored, bytes).value()).isEqualTo(valueAfterEnd(bytes));
            case DELETED, REVOKED -> assertThat(stored.entry(null)).isEmpty();
            case FOREIGN, NEWER -> assertCorrupt(stored);
            case ABSENT -> throw new AssertionError("something is stored");
        }
        assertThat(Stored.parse(ByteBuffer.wrap(packed(new StoredEntry(bytes, version(bytes), null))))
                        .entry(null))
                .hasValueSatisfying(entry -> {
                    assertThat(entry.value()).isEqualTo(bytes);
                    assertThat(entry.version()).isEqualTo(version(bytes));
                });
    }

    private static StoredEntry entry(Stored stored, byte[] bytes) {
        Optional<StoredEntry> entry = stored.entry(null);
        assertThat(entry)
                .hasValueSatisfying(found -> assertThat(found.version())
                        .isEqualTo(new Version(ByteBuffer.wrap(bytes).getLong(VERSION_INDEX))));
        return entry.orElseThrow();
    }

    private static byte[] valueAfterEnd(byte[] bytes) {
        assertThat(bytes[KIND_INDEX]).isEqualTo((byte) 'U');
        return Arrays.copyOfRange(bytes, Stored.HEADER_BYTES + Long.BYTES, bytes.length);
    }

    private static byte[] packed(StoredEntry entry) {
        PackedEntry packed = PackedEntry.of(entry.version(), entry.value());
        ByteBuf buffer = Unpooled.buffer(packed.size());
        packed.writeTo(buffer);
        assertThat(buffer.readableBytes()).isEqualTo(packed.size());
        return Arrays.copyOf(buffer.array(), packed.size());
    }

    private static void assertCorrupt(Stored stored) {
        BackendException failure = catchThrowableOfType(BackendException.class, () -> stored.entry(null));
        assertThat(failure.kind()).isEqualTo(BackendException.Kind.CORRUPT);
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(failure)
                .hasMessage(
                        stored.kind() == Kind.NEWER
                                ? "what is stored has a format of a later version of this library"
                                : "what is stored is neither an entry, a map nor a group of this library,"
                                        + " or was cut off")
                .hasNoCause();
    }

    private static Version version(byte[] bytes) {
        return new Version(ByteBuffer.wrap(Arrays.copyOf(bytes, Long.BYTES)).getLong());
    }
}
