package dev.holdall.benchmarks.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void parse_whatThereIs_isTaken() {
        assertThat(Arguments.parse(List.of())).isEqualTo(new Arguments(false, false, false, null));
        assertThat(Arguments.parse(List.of("--quick"))).isEqualTo(new Arguments(true, false, false, null));
        assertThat(Arguments.parse(List.of("--server", "/usr/bin/valkey-server", "--data-centres", "--quick")))
                .isEqualTo(new Arguments(true, true, false, "/usr/bin/valkey-server"));
        assertThat(Arguments.parse(List.of("--maps", "--quick"))).isEqualTo(new Arguments(true, false, true, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--quik",
                "quick",
                "--quick --quick",
                "--data-centres --data-centres",
                "--maps --maps",
                "--maps --data-centres",
                "--data-centres --maps",
                "--wan 40ms",
                "--server",
                "--server a --server b"
            })
    void parse_anythingElse_tellsTheUsage(String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of(words.split(" "))))
                .withMessageStartingWith("usage:");
    }
}
