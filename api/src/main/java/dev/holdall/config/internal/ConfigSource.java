package dev.holdall.config.internal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.config.internal.options.UnusableConfigException;
import java.util.Objects;

/** Where a configuration comes from. */
@FunctionalInterface
public interface ConfigSource {

    /** What a store has that asks for no configuration. */
    ConfigSource NONE = loader -> ConfigFactory.empty();

    /**
     * The configuration, without the {@code reference.conf} files; resolved or not.
     *
     * @throws com.typesafe.config.ConfigException if it can't be read
     * @throws UnusableConfigException if it can't be read, for a reason that Typesafe Config doesn't tell well
     */
    Config load(ClassLoader loader);

    /** One that the application has made itself. */
    static ConfigSource of(Config config) {
        Objects.requireNonNull(config, "config");
        return loader -> config;
    }
}
