package dev.holdall.config.internal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.holdall.config.internal.options.UnusableConfigException;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The application's configuration. Environment variables take precedence over system properties, and those over files
 * on the class path.
 *
 * <p>This is similar to {@link ConfigFactory#load()}, which isn't used because it caches system properties, and because
 * it reads the environment only if a flag is set.
 */
public final class ApplicationConfig implements ConfigSource {

    private final Supplier<Config> environment;

    public ApplicationConfig(Supplier<Config> environment) {
        this.environment = environment;
    }

    public static ApplicationConfig live() {
        return new ApplicationConfig(ApplicationConfig::environment);
    }

    @Override
    public Config load(ClassLoader loader) {
        return environment
                .get()
                .withFallback(systemProperties())
                .withFallback(ConfigFactory.defaultApplication(
                        ConfigParseOptions.defaults().setClassLoader(loader)));
    }

    // If Typesafe Config can't read the name of a variable, the first call throws a ConfigException, and every later
    // call throws a LinkageError, because the initialisation of a class has failed.
    private static Config environment() {
        try {
            return ConfigFactory.systemEnvironmentOverrides();
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
