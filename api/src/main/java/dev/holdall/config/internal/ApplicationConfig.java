package dev.holdall.config.internal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.holdall.config.internal.options.UnusableConfigException;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The application's configuration: the environment over the system properties over what is on the class path.
 *
 * <p>Like {@link ConfigFactory#load()}, which isn't used because it remembers system properties from before, and takes
 * the environment only where a flag says so.
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

    // A LinkageError is what every call but the first meets, where Typesafe Config can't read the names.
    private static Config environment() {
        try {
            return ConfigFactory.systemEnvironmentOverrides();
        } catch (ConfigException | LinkageError e) {
            throw new UnusableConfigException(
                    "a name of an environment variable that begins with CONFIG_FORCE_ can't be read;"
                            + " it goes on with a path, in which _ is a dot, __ a hyphen and ___ an underscore");
        }
    }

    private static Config systemProperties() {
        Properties snapshot = (Properties) System.getProperties().clone();
        return ConfigFactory.parseProperties(
                snapshot, ConfigParseOptions.defaults().setOriginDescription("system properties"));
    }
}
