package dev.holdall.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.http.internal.problems.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the code that {@code docs/http.md} shows, and compares the options and problems that it has. */
class HttpExampleTest {

    private final Config config =
            ConfigFactory.parseString("holdall { stores.sessions.backend = memory, http.port = 0 }");

    private static String document() throws IOException {
        return Files.readString(Path.of("../docs/http.md"));
    }

    @Test
    void example_runs() {
        // As docs/http.md has it, from here on.
        try (SessionStore store = SessionStores.open("sessions", config);
                HttpServer server = HttpServer.start(HttpServerOptions.from(config), Map.of("sessions", store))) {
            System.out.println("stores are at " + server.uri());
        }
    }

    @Test
    void example_isWhatTheDocumentShows() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/holdall/http/HttpExampleTest.java"));
        String document = document();
        String shown = document.substring(document.indexOf("```java\n") + "```java\n".length());
        assertThat(source).contains(shown.substring(0, shown.indexOf("```")));
    }

    @Test
    void options_areShown_asTheyAre() throws IOException {
        assertThat(document())
                .contains("```hocon\n" + Files.readString(Path.of("src/main/resources/reference.conf")) + "```");
    }

    @Test
    void configurations_canBeRead() throws IOException {
        Matcher blocks =
                Pattern.compile(" +```hocon\n(.*?) +```", Pattern.DOTALL).matcher(document());
        assertThat(blocks.results()).hasSize(1).allSatisfy(block -> {
            Config shown = ConfigFactory.parseString(block.group(1));
            assertThat(HttpServerOptions.from(shown)).hasToString("HttpServerOptions[0.0.0.0:8081/sessions/v1]");
        });
    }

    @Test
    void problems_haveASectionEach() throws IOException {
        for (ProblemType type : ProblemType.values()) {
            assertThat(document()).contains("\n### " + type.label() + "\n\n`" + type.uri() + "`, " + type.status());
        }
    }
}
