package dev.holdall.redis.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.holdall.StoreConfigurationException;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.BackendProvider;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Options of this backend as a configuration has them, and what becomes of them; nothing is connected to. */
final class Options {

    /** What has no default. */
    static final String REQUIRED = "nodes = [here]\n";

    private Options() {}

    /** What is read of options, beside those that are required. */
    static <T> T read(String hocon, Function<BackendOptions, T> reader) {
        AtomicReference<T> read = new AtomicReference<>();
        SessionStores.backend(new Reading<>(reader, read), parse(hocon).withFallback(parse(REQUIRED)));
        return Objects.requireNonNull(read.get());
    }

    /** What keeps a store of this backend, which is named sessions, from being opened. */
    static List<String> problems(String hocon) {
        return failure(hocon).problems();
    }

    static StoreConfigurationException failure(String hocon) {
        Config config = parse(hocon).atPath("holdall.stores.sessions.redis");
        StoreConfigurationException failure = catchThrowableOfType(
                StoreConfigurationException.class,
                () -> SessionStores.builder("sessions")
                        .config(config)
                        .backend("redis")
                        .open());
        assertThat(failure).isNotNull();
        return failure;
    }

    private static Config parse(String hocon) {
        return ConfigFactory.parseString(hocon, ConfigParseOptions.defaults().setOriginDescription("test.conf"));
    }

    /** Has the name of this backend, and so its options. */
    private record Reading<T>(Function<BackendOptions, T> reader, AtomicReference<T> read) implements BackendProvider {

        @Override
        public String name() {
            return "redis";
        }

        @Override
        public BackendFactory configure(BackendOptions options) {
            read.set(reader.apply(options));
            return context -> {
                throw new AssertionError("only the options are read");
            };
        }
    }
}
