package dev.holdall.benchmarks.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void parse_quickOrNothing_isTaken() {
        assertThat(Arguments.parse(List.of())).isEqualTo(new Arguments(false));
        assertThat(Arguments.parse(List.of("--quick"))).isEqualTo(new Arguments(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--quik", "quick", "--quick --quick", "--wan 40ms"})
    void parse_anythingElse_tellsTheUsage(String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of(words.split(" "))))
                .withMessageStartingWith("usage:");
    }
}
