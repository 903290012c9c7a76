package dev.holdall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that {@code docs/configuration.md} shows the real options, messages and code. */
class ConfigurationDocTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern WRONG = Pattern.compile("<!-- wrong -->\n```hocon\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RIGHT = Pattern.compile("(?<!-->\n)```hocon\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REFERENCE =
            Pattern.compile("^holdall.defaults.\\w+ \\{|stores \\{}", Pattern.MULTILINE);
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MESSAGE = Pattern.compile("```text\n(.*?)\n```", Pattern.DOTALL);

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    @ParameterizedTest
    @ValueSource(strings = {"api", "memory-backend", "redis-backend", "cassandra-backend"})
    void reference_isShownWordForWord(String module) throws IOException {
        Path reference = ROOT.resolve(module).resolve("src/main/resources/reference.conf");
        if (Files.exists(reference)) {
            assertThat(doc())
                    .as("docs/configuration.md has to show %s as it is", reference)
                    .contains("```hocon\n" + Files.readString(reference) + "```");
        }
    }

    @Test
    void examples_canBeOpened() throws IOException {
        List<String> examples = all(RIGHT).stream()
                .filter(example -> !REFERENCE.matcher(example).find())
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
        examples.forEach(
                example -> SessionStores.openAll(Configs.parse(example)).close());
    }

    @Test
    void message_isWhatComesOfTheWrongExample() throws IOException {
        classPath.file("application.conf", all(WRONG).get(0));
        String message = Configs.failure(() -> SessionStores.open("sessions")).getMessage();
        assertThat(message).isNotNull();
        assertThat(message.replaceAll("\\(/[^)]*/", "(")).isEqualTo(all(MESSAGE).get(0));
    }

    @Test
    void javaExamples_areCompiled() throws IOException {
        Path examples = Path.of("src/test/java/dev/holdall/config/ConfigurationExamplesTest.java");
        String compiled = Files.readString(examples).replaceAll("\\s+", " ");
        assertThat(all(JAVA))
                .hasSize(4)
                .allSatisfy(example -> assertThat(compiled)
                        .contains(example.replace("...\n}", "").replaceAll("\\s+", " ")));
    }

    private static List<String> all(Pattern pattern) throws IOException {
        return pattern.matcher(doc())
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static String doc() throws IOException {
        return Files.readString(ROOT.resolve("docs/configuration.md"));
    }
}
