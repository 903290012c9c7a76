package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Version;
import dev.holdall.spi.Counted;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

    private static final String VERSION = "0006270a1b2c3d4e";

    @Test
    void counterAndVersion_followTheServersTime() {
        Reply reply = reply("T", "0000000000000007" + VERSION, "-42");

        assertThat(reply.serverMicros()).isEqualTo(7);
        assertThat(reply.toCounted(1)).isEqualTo(new Counted(-42, new Version(0x0006270a1b2c3d4eL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"XYZ", "S", "Sabc", "T", "T1234567", "S12345678", "S12345678secret", "S12345678 7"})
    void replyOfNoScript_isAFailure_andNotAnAbsence(String text) {
        assertThatThrownBy(() -> reply(text, "", "").toCounted(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a script's reply can't be understood")
                .hasNoCause();
    }

    private static Reply reply(String letter, String hex, String counter) {
        byte[] middle = HexFormat.of().parseHex(hex);
        String text = letter + new String(middle, StandardCharsets.ISO_8859_1) + counter;
        return Reply.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
