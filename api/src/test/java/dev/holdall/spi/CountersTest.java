package dev.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountersTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE})
    void aNumber_isReadAsItWasWritten(long number) {
        assertThat(Counters.parse(Counters.format(number))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+5",
                " 5",
                "5 ",
                "05",
                "-0",
                "-",
                "1e3",
                "0x1",
                "٣",
                "9223372036854775808",
                "12345678901234567890123"
            })
    void anythingElse_isCorrupt_andIsNotRepeated(String text) {
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> Counters.parse(text.getBytes(StandardCharsets.UTF_8)))
                .withMessage("the value is not a decimal counter")
                .withNoCause();
    }
}
