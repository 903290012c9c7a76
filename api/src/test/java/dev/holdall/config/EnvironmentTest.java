package dev.holdall.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import dev.holdall.config.internal.ApplicationConfig;
import dev.holdall.config.internal.Loaders;
import dev.holdall.config.internal.options.UnusableConfigException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests environment variables that are named by Typesafe Config's convention, with no flag set. Each test starts a
 * process, because a JVM can't change its own environment.
 */
class EnvironmentTest {

    /** Prints the variables that aren't read. */
    static final class Unread {

        private Unread() {}

        @SuppressWarnings("SystemOut") // The test reads the output.
        public static void main(String[] arguments) {
            ApplicationConfig.live().lookalikes(Loaders.current()).forEach(System.out::println);
        }
    }

    /** Prints the configuration of the store named sessions, or its problem, twice. */
    static final class Main {

        private Main() {}

        @SuppressWarnings("SystemOut") // The test reads the output.
        public static void main(String[] arguments) {
            System.out.println(configured());
            System.out.println(configured());
        }

        private static Object configured() {
            try {
                Config config = ApplicationConfig.live().load(Loaders.current());
                return config.getConfig("holdall.stores.sessions").root().unwrapped();
            } catch (UnusableConfigException e) {
                return e.problem();
            }
        }
    }

    @Test
    void environment_goesBeforeSystemProperties() throws Exception {
        assertThat(run("CONFIG_FORCE_holdall_stores_sessions_request__timeout", "3 seconds"))
                .containsOnly("{request-timeout=3 seconds}");
    }

    @Test
    void variableThatCannotBeRead_isAProblem_everyTime() throws Exception {
        assertThat(run("CONFIG_FORCE_holdall____stores", "x"))
                .hasSize(2)
                .containsOnly(
                        "the name of an environment variable that begins with CONFIG_FORCE_ can't be read; after this"
                                + " prefix it must be a path, with _ for a dot, __ for a hyphen and ___ for an"
                                + " underscore");
    }

    @Test
    void variableThatIsNotRead_isFound() throws Exception {
        for (String variable : List.of("HOLDALL_STORES_SESSIONS_BACKEND", "holdall.defaults.backend")) {
            assertThat(run(Unread.class, variable, "redis"))
                    .containsExactly("the environment variable " + variable
                            + " is not read; its name has to begin with CONFIG_FORCE_holdall_");
        }
        assertThat(run(Unread.class, "HOLDALL_HOME", "/srv")).containsExactly("");
    }

    private static String[] run(String variable, String value) throws Exception {
        return run(Main.class, variable, value);
    }

    private static String[] run(Class<?> main, String variable, String value) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dholdall.stores.sessions.request-timeout=4 seconds",
                main.getName());
        builder.environment().put(variable, value);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.split("\\R");
    }
}
