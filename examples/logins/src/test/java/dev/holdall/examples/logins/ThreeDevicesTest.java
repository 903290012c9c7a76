package dev.holdall.examples.logins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.logins.Logins;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ThreeDevicesTest {

    @Test
    void theExample_printsWhatHappens() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (SessionStore store = SessionStores.open("logins")) {
            ThreeDevices.show(Logins.over(store), new PrintStream(printed, true, StandardCharsets.UTF_8));
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("the laptop ends the unknown one: ALL_DCS")
                .contains("the next one is logged out")
                .contains("the phone is logged out, the laptop is logged in")
                .containsPattern("laptop .*\\(this one\\)\\R    phone ");
    }
}
