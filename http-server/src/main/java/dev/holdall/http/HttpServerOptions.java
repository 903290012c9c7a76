package dev.holdall.http;

import com.typesafe.config.Config;
import dev.holdall.config.SessionStores;
import dev.holdall.http.internal.settings.ServerSettings;

/**
 * The options of a server: the block {@code holdall.http} of a configuration. Immutable. The {@code reference.conf} of
 * this artifact has the defaults, and describes each option.
 */
public final class HttpServerOptions {

    private final ServerSettings settings;

    private HttpServerOptions(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads the options of the application's configuration.
     *
     * @return the options; those that nothing sets are the defaults
     * @throws dev.holdall.StoreConfigurationException with all problems of the block
     */
    public static HttpServerOptions configured() {
        return new HttpServerOptions(SessionStores.options(ServerSettings.BLOCK, ServerSettings::read));
    }

    /**
     * Reads the options of a configuration that the application has made itself.
     *
     * @param config a configuration, with or without the block
     * @return the options; those that it doesn't set are the defaults
     * @throws dev.holdall.StoreConfigurationException with all problems of the block
     */
    public static HttpServerOptions from(Config config) {
        return new HttpServerOptions(SessionStores.options(ServerSettings.BLOCK, config, ServerSettings::read));
    }

    ServerSettings settings() {
        return settings;
    }

    /** Shows the address only. */
    @Override
    public String toString() {
        return "HttpServerOptions[" + settings.host() + ":" + settings.port() + settings.basePath() + "]";
    }
}
