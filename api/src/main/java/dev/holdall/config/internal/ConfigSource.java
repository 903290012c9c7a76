package dev.holdall.config.internal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.config.internal.options.UnusableConfigException;
import java.util.List;
import java.util.Objects;

/** The source of a configuration. */
@FunctionalInterface
public interface ConfigSource {

    /** The empty source, of a store that uses no configuration. */
    ConfigSource NONE = loader -> ConfigFactory.empty();

    /**
     * Loads the configuration without the {@code reference.conf} files. It may be resolved or not.
     *
     * @throws com.typesafe.config.ConfigException if the configuration can't be read
     * @throws UnusableConfigException if the configuration can't be read, and the message of Typesafe Config would not
     *     help
     */
    Config load(ClassLoader loader);

    /**
     * Returns a problem for each file and environment variable that seems to be meant for Holdall, but that this source
     * doesn't read.
     */
    default List<String> lookalikes(ClassLoader loader) {
        return List.of();
    }

    /** Returns a source with a configuration that the application has made itself. */
    static ConfigSource of(Config config) {
        Objects.requireNonNull(config, "config");
        return loader -> config;
    }
}
