package dev.holdall.examples.twodatacentres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TwoDataCentresIT {

    private static final List<String> STORY = List.of(
            "alice logs in",
            "a request reads it here: user=alice",
            "alice logs out; revoke waits for both",
            "it is gone here too",
            "the link is cut",
            "bob logs out: LOCAL_DC, no answer from codfw",
            "the session is still here",
            "the link is healed",
            "the logout has arrived, and that save has lost",
            "it stays gone, after the writes of both",
            "Everything happened as printed.");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    @Tag("deep")
    void theStory_onCassandra_happensAsPrinted() {
        assertThat(storyOn("cassandra")).containsSubsequence(STORY);
    }

    @Test
    void theStory_onRedis_happensAsPrinted() {
        assertThat(storyOn("redis")).containsSubsequence(STORY);
    }

    private String storyOn(String backend) {
        TwoDataCentres.run(backend, new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
