package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.spi.Lifetime;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FoundTest {

    private static final Stored STORED =
            Stored.parse(ByteBuffer.wrap(HexFormat.of().parseHex("fe680156" + "00000001" + "0006270a1b2c3d4e" + "2a")));

    @Test
    void entry_hasTheRemainingLifetime() {
        assertThat(new Found(STORED, 1_500).entry().orElseThrow().remaining()).isEqualTo(Lifetime.ofMillis(1_500));
        assertThat(new Found(STORED, 0).entry().orElseThrow().remaining()).isEqualTo(Lifetime.OVER);
    }

    @Test
    void entry_withoutEnd_livesForever() {
        assertThat(new Found(STORED, -1).entry().orElseThrow().remaining()).isEqualTo(Lifetime.FOREVER);
    }

    @Test
    void nothing_isNoEntry() {
        assertThat(Found.NOTHING.entry()).isEmpty();
        assertThat(Found.NOTHING.remainingMillis()).isZero();
    }
}
