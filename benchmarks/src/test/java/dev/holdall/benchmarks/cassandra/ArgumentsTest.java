package dev.holdall.benchmarks.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void parse_noWords_asksForTheDefault() {
        assertThat(Arguments.parse(List.of())).isEqualTo(new Arguments(false, null, false, false));
    }

    @Test
    void parse_wordsInAnyOrder_areAllTaken() {
        assertThat(Arguments.parse(List.of("--growth", "--wan", "40ms", "--quick")))
                .isEqualTo(new Arguments(true, Duration.ofMillis(40), true, false));
        assertThat(Arguments.parse(List.of("--quick", "--maps"))).isEqualTo(new Arguments(true, null, false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--quik",
                "--wan",
                "--wan 40",
                "--wan 0ms",
                "--wan 40s",
                "40ms",
                "--wan --quick",
                "--maps --growth",
                "--wan 40ms --maps"
            })
    void parse_anythingElse_tellsTheUsage(String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of(words.split(" "))))
                .withMessageStartingWith("usage:");
    }
}
