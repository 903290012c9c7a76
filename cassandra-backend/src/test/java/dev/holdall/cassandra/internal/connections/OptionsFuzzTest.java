package dev.holdall.cassandra.internal.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.OptionReader;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.spi.BackendOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Checks that any text as the options of this backend, the block for the driver included, makes the driver's
 * configuration, or fails without showing a value.
 */
class OptionsFuzzTest {

    /** What the inputs have as values. */
    private static final String SECRET = "hunter2";

    private static final ConfigObject DEFAULTS =
            ConfigFactory.defaultReference().getObject("holdall.defaults.cassandra");

    private static final TestContext CONTEXT = new TestContext();

    @DictionaryFile(resourcePath = "OptionsFuzzTest.dict")
    @FuzzTest(maxDuration = "50s")
    void anyText_configuresTheDriver_orFails_withoutValues(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        Config own = parsed(text);
        if (isNamedIn(own.root())) {
            return; // A message about an option has the option's name.
        }
        if (!hasBlocksOf(DEFAULTS, own.root())) {
            return; // A store checks that before it reads the options of a backend.
        }
        Problems problems = new Problems();
        BackendOptions options =
                new OptionReader(new OptionBlock("store", "defaults", own.root(), DEFAULTS, DEFAULTS), problems);
        configure(CassandraOptions.read(options), ConnectionOptions.read(options));
        if (problems.count() > 0) {
            assertThat(problems.exception("logins", "cassandra")).hasMessageNotContaining(SECRET);
        }
    }

    /** Makes the driver's configuration, as opening a store does. */
    private static void configure(CassandraOptions own, ConnectionOptions connection) {
        assertThat(connection.credentials() + " " + connection.tls()).doesNotContain(SECRET);
        try {
            DriverConfig.loader(connection, own, CONTEXT, Duration.ofSeconds(1))
                    .getInitialConfig()
                    .getDefaultProfile()
                    .entrySet();
        } catch (RuntimeException e) {
            assertNoSecret(new OpeningFailures(connection).translate(e));
        }
    }

    /** Parses a text; one that isn't HOCON, or that might read a file or an address, is an empty configuration. */
    private static Config parsed(String text) {
        ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription("test.conf");
        try {
            return text.contains("include")
                    ? ConfigFactory.empty()
                    : ConfigFactory.parseString(text, options).resolve();
        } catch (ConfigException | StackOverflowError e) {
            return ConfigFactory.empty();
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

    /** Tells whether what is a block of options by default isn't anything else in some options. */
    private static boolean hasBlocksOf(ConfigObject defaults, ConfigObject own) {
        return defaults.entrySet().stream().allMatch(each -> {
            ConfigValue value = own.get(each.getKey());
            return value == null
                    || !(each.getValue() instanceof ConfigObject block)
                    || (value instanceof ConfigObject inner && hasBlocksOf(block, inner));
        });
    }

    private static void assertNoSecret(Throwable failure) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).doesNotContain(SECRET);
    }
}
