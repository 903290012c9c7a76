package dev.holdall.examples.twodatacentres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("deep")
class TwoDataCentresIT {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void theStory_happensAsPrinted() {
        TwoDataCentres.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("alice logs out", "LOCAL_DC", "the logout has arrived", "Everything happened as printed.");
    }
}
