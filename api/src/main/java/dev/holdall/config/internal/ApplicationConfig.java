package dev.holdall.config.internal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.holdall.config.internal.options.UnusableConfigException;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The application's configuration. Environment variables take precedence over system properties, and those over files
 * on the class path.
 *
 * <p>This is similar to {@link ConfigFactory#load()}, which isn't used because it caches system properties, because it
 * reads the environment only if a flag is set, and because it leaves out a file that can't be read (see
 * {@link Includes}).
 */
public final class ApplicationConfig implements ConfigSource {

    /** The system properties that choose the file to read. */
    private static final List<String> CHOICES = List.of("config.file", "config.resource", "config.url");

    private final Supplier<Config> environment;

    public ApplicationConfig(Supplier<Config> environment) {
        this.environment = environment;
    }

    public static ApplicationConfig live() {
        return new ApplicationConfig(ApplicationConfig::environment);
    }

    @Override
    public Config load(ClassLoader loader) {
        return environment.get().withFallback(systemProperties()).withFallback(files(loader));
    }

    @Override
    public List<String> lookalikes(ClassLoader loader) {
        return Lookalikes.beside(loader);
    }

    private static Config files(ClassLoader loader) {
        List<String> chosen = CHOICES.stream()
                .filter(property -> System.getProperty(property) != null)
                .toList();
        if (chosen.size() > 1) {
            throw new UnusableConfigException("the system properties " + String.join(" and ", chosen)
                    + " are both set; set one of them, since one file is read");
        }
        Includes includes = new Includes();
        return chosen.isEmpty() && System.getProperty("config.strategy") == null
                ? includes.application("application", loader).toConfig()
                : ConfigFactory.defaultApplication(
                        ConfigParseOptions.defaults().setClassLoader(loader).setIncluder(includes));
    }

    // If Typesafe Config can't read the name of a variable, the first call throws a ConfigException, and every later
    // call throws a LinkageError, because the initialisation of a class has failed.
    private static Config environment() {
        try {
            return ConfigFactory.systemEnvironmentOverrides();
        } catch (IncompatibleClassChangeError e) {
            throw e; // This is another version of Typesafe Config.
        } catch (ConfigException | LinkageError e) {
            throw new UnusableConfigException(
                    "the name of an environment variable that begins with CONFIG_FORCE_ can't be read; after this"
                            + " prefix it must be a path, with _ for a dot, __ for a hyphen and ___ for an underscore");
        }
    }

    private static Config systemProperties() {
        Properties snapshot = (Properties) System.getProperties().clone();
        return ConfigFactory.parseProperties(
                snapshot, ConfigParseOptions.defaults().setOriginDescription("system properties"));
    }
}
