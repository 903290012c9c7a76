package dev.holdall.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import dev.holdall.StoreConfigurationException;
import dev.holdall.spi.BackendProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Checks that any text as a configuration makes a store's options, or a list of problems that shows no value. */
class ConfigurationFuzzTest {

    /** What the inputs have as values. */
    private static final String SECRET = "hunter2";

    /** What a problem says that is not the configuration's. An input may have it as the name of an option, too. */
    private static final String FAULT = "because of a fault";

    /** The only backend, because looking for backends on the class path would take most of the time. */
    private static final BackendProvider REMOTE = new FakeBackends.Remote();

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.holdall");

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    /** A store that nothing configures is a warning, which would be printed for a great part of all inputs. */
    @BeforeEach
    void silenceTheLog() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void restoreTheLog() {
        LOG.setLevel(null);
    }

    @DictionaryFile(resourcePath = "ConfigurationFuzzTest.dict")
    @FuzzTest(maxDuration = "50s")
    void anyText_isAConfiguration_orHasProblems_withoutValues(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.contains("include")) {
            return; // It might read any file or address; FilesTest has the tests of includes.
        }
        try {
            StorePlanner.plan(
                    "sessions",
                    loader -> Configs.parse(text),
                    ConfigFactory.empty().root(),
                    null,
                    REMOTE);
        } catch (StoreConfigurationException e) {
            assertThat(e.problems())
                    .isNotEmpty()
                    .noneMatch(problem -> problem.contains(FAULT) && !text.contains(FAULT));
            assertThat(e).hasNoCause();
            if (!isNamedInAPath(text)) {
                assertThat(printed(e)).doesNotContain(SECRET);
            }
        }
    }

    private static String printed(StoreConfigurationException failure) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        return printed.toString();
    }

    /** Tells whether the name of an option has the secret, so that a message about that option has it too. */
    private static boolean isNamedInAPath(String text) {
        try {
            Config parsed =
                    Configs.parse(text).resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true));
            return isNamedIn(parsed.root());
        } catch (ConfigException | StackOverflowError e) {
            return false; // The problem is one of the whole text, and names no option.
        }
    }

    private static boolean isNamedIn(ConfigObject block) {
        for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
            if (entry.getKey().contains(SECRET)
                    || (entry.getValue() instanceof ConfigObject inner && isNamedIn(inner))) {
                return true;
            }
        }
        return false;
    }
}
