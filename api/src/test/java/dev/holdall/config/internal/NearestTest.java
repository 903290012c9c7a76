package dev.holdall.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.config.internal.options.Nearest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> NAMES = List.of("local-datacenter", "request-timeout", "uri", "url", "y");

    @ParameterizedTest
    @CsvSource({
        "local-datacentre, local-datacenter",
        "requestTimeout, request-timeout",
        "REQUEST_TIMEOUT, request-timeout",
        "timeout-request, ",
        "uris, uri",
        "urx, uri",
        "x, ",
        "xyz, "
    })
    void nearest_isWithinOneChangeInThreeCharacters(String wrong, String expected) {
        assertThat(Nearest.to(wrong, NAMES).orElse(null)).isEqualTo(expected);
    }

    @Test
    void hint_namesTheNearest_orElseAll() {
        assertThat(Nearest.hint("url2", NAMES)).isEqualTo("; did you mean url?");
        assertThat(Nearest.hint("xyz", List.of("b", "a"))).isEqualTo("; there are: a, b");
        assertThat(Nearest.hint("xyz", List.of())).isEqualTo("; there are none");
    }

    @Test
    void hintAfterAll_namesAll_andTheNearest() {
        assertThat(Nearest.hintAfterAll("bd", List.of("b", "a"))).isEqualTo("; there are: a, b; did you mean b?");
        assertThat(Nearest.hintAfterAll("xyz", List.of("b", "a"))).isEqualTo("; there are: a, b");
        assertThat(Nearest.hintAfterAll("xyz", List.of())).isEqualTo("; there are none");
    }
}
