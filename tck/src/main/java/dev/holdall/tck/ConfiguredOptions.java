package dev.holdall.tck;

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

/** Reads a backend's options in a test as a configuration has them. Nothing is connected to. Immutable. */
public final class ConfiguredOptions {

    private final String backend;
    private final String required;

    /**
     * The options of a backend whose artifact is on the class path.
     *
     * @param backend the name of the backend
     * @param required the options that have no default, in HOCON
     */
    public ConfiguredOptions(String backend, String required) {
        this.backend = backend;
        this.required = required;
    }

    /**
     * The options that have no default.
     *
     * @return HOCON, which ends with a new line
     */
    public String required() {
        return required + "\n";
    }

    /**
     * Reads options that have no problem.
     *
     * @param <T> what is read
     * @param hocon the options of the backend's block; those that are required and missing are added
     * @param reader reads them
     * @return what the reader has returned
     */
    public <T> T read(String hocon, Function<BackendOptions, T> reader) {
        AtomicReference<T> read = new AtomicReference<>();
        SessionStores.backend(new Reading<>(backend, reader, read), parse(hocon).withFallback(parse(required)));
        return Objects.requireNonNull(read.get());
    }

    /**
     * The problems that keep a store named {@code sessions} from being opened with some options. Fails if there are
     * none.
     *
     * @param hocon all options of the backend's block
     * @return the problems, each of which begins with the path of an option
     */
    public List<String> problems(String hocon) {
        return failure(hocon).problems();
    }

    /**
     * The exception with which a store named {@code sessions} fails to open with some options. Fails if it opens.
     *
     * @param hocon all options of the backend's block
     * @return the exception
     */
    public StoreConfigurationException failure(String hocon) {
        Config config = parse(hocon).atPath("holdall.stores.sessions." + backend);
        StoreConfigurationException failure = catchThrowableOfType(
                StoreConfigurationException.class,
                () -> SessionStores.builder("sessions")
                        .config(config)
                        .backend(backend)
                        .open());
        assertThat(failure).isNotNull();
        return failure;
    }

    private static Config parse(String hocon) {
        return ConfigFactory.parseString(hocon, ConfigParseOptions.defaults().setOriginDescription("test.conf"));
    }

    /** Has the name of the backend, and so its options. */
    private record Reading<T>(String name, Function<BackendOptions, T> reader, AtomicReference<T> read)
            implements BackendProvider {

        @Override
        public BackendFactory configure(BackendOptions options) {
            read.set(reader.apply(options));
            return context -> {
                throw new AssertionError("only the options are read");
            };
        }
    }
}
