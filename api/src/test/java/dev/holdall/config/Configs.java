package dev.holdall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.holdall.StoreConfigurationException;
import dev.holdall.config.internal.ConfigSource;
import dev.holdall.internal.StoreSettings;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Parses configurations for tests, and returns the settings or the problems that they have. */
final class Configs {

    private Configs() {}

    static Config parse(String hocon) {
        return ConfigFactory.parseString(hocon, ConfigParseOptions.defaults().setOriginDescription("test.conf"));
    }

    /** Returns the settings of the store named sessions. */
    static StoreSettings settings(String hocon) {
        return settings(ConfigSource.of(parse(hocon)));
    }

    static StoreSettings settings(ConfigSource source) {
        return StorePlanner.plan("sessions", source, ConfigFactory.empty().root(), null, null)
                .settings();
    }

    /** Returns the problems because of which the store named sessions can't be opened. */
    static List<String> problems(String hocon) {
        return failure(() -> SessionStores.open("sessions", parse(hocon))).problems();
    }

    static StoreConfigurationException failure(ThrowingCallable opening) {
        StoreConfigurationException failure = catchThrowableOfType(StoreConfigurationException.class, opening);
        assertThat(failure).isNotNull().hasNoCause();
        return failure;
    }
}
