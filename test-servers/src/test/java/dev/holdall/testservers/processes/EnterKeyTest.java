package dev.holdall.testservers.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EnterKeyTest {

    @Test
    void line_isEnter() throws InterruptedException {
        assertThat(EnterKey.awaitLine(input("stop it\n"), Duration.ofSeconds(10)))
                .isTrue();
    }

    @Test
    void endOfInput_isNotEnter() throws InterruptedException {
        assertThat(EnterKey.awaitLine(input("no line"), Duration.ofMillis(50))).isFalse();
    }

    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
