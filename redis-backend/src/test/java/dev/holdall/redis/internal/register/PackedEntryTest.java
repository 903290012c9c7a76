package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Checks the format of what is written, byte by byte. */
class PackedEntryTest {

    private static final Version VERSION = new Version(0x0006270a1b2c3d4eL);

    @Test
    void entry_isAHeaderAndTheValue() {
        assertThat(hex(PackedEntry.of(VERSION, new byte[] {(byte) 0xca, (byte) 0xfe})))
                .isEqualTo("fe6801" + "56" + "00000002" + "0006270a1b2c3d4e" + "cafe");
    }

    @Test
    void header_isAnEntryWithoutAValue() {
        assertThat(hex(PackedEntry.header(new Version(-1))))
                .isEqualTo("fe6801" + "56" + "00000000" + "ffffffffffffffff");
    }

    @Test
    void tombstoneOfARevocation_hasAKindOfItsOwn() {
        assertThat(hex(PackedEntry.revoked(VERSION))).isEqualTo("fe6801" + "52" + "00000000" + "0006270a1b2c3d4e");
    }

    /** Returns what is written, after a check of the size that was announced. */
    private static String hex(PackedEntry entry) {
        ByteBuf buffer = Unpooled.buffer();
        entry.writeTo(buffer);
        assertThat(entry.size()).isEqualTo(buffer.readableBytes());
        return ByteBufUtil.hexDump(buffer);
    }
}
