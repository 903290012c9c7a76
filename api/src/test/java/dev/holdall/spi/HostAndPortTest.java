package dev.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

    private static final int USUAL = 9042;

    @ParameterizedTest
    @CsvSource({
        "db1, db1, 9042",
        "db1.eqiad.example:9142, db1.eqiad.example, 9142",
        "10.0.0.1, 10.0.0.1, 9042",
        "10.0.0.1:1, 10.0.0.1, 1",
        "[::1], ::1, 9042",
        "[2001:db8::7]:65535, 2001:db8::7, 65535",
        "[fe80::1%eth0]:9042, fe80::1%eth0, 9042",
    })
    void text_hasAHost_andAPortOrTheUsualOne(String text, String host, int port) {
        assertThat(HostAndPort.parseAll(text, USUAL)).contains(List.of(new HostAndPort(host, port)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db 1",
                "::1",
                "2001:db8::7:9042",
                "[host]",
                "[db1]",
                "db1:",
                "db1:port",
                ":9042",
                "cql://db1",
                "db1:1:2",
                "db1:0",
                "db1:65536",
                "db1:99999"
            })
    void textOfAnotherForm_isNone(String text) {
        assertThat(HostAndPort.parseAll(text, USUAL)).isEmpty();
        assertThat(HostAndPort.parseAll("db1," + text, USUAL)).isEmpty();
    }

    @Test
    void severalAreInTheirOrder_andAreWrittenAsTheyAreRead() {
        List<HostAndPort> read = HostAndPort.parseAll("db1, [::1]:7 ", USUAL).orElseThrow();

        assertThat(read).hasToString("[db1:9042, [::1]:7]");
    }
}
