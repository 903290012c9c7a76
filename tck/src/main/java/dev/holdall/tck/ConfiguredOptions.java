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

/**
 * Reads a backend's options in a test, as they are read from a configuration. {@link #read} opens no backend.
 * {@link #problems} and {@link #failure} open a store, which fails before it connects to a server if an option is
 * wrong. Immutable.
 */
public final class ConfiguredOptions {

    private final String backend;
    private final String required;

    /**
     * Creates a reader of the options of a backend whose artifact is on the class path.
     *
     * @param backend the name of the backend
     * @param required the options that have no default, in HOCON
     */
    public ConfiguredOptions(String backend, String required) {
        this.backend = backend;
        this.required = required;
    }

    /**
     * Returns the options that have no default.
     *
     * @return the options in HOCON, with a line break at the end
     */
    public String required() {
        return required + "\n";
    }

    /**
     * Reads options that are valid.
     *
     * @param <T> the type of what the reader returns
     * @param hocon the options of the backend's block; a required option that is missing here is taken from the
     *     constructor's
     * @param reader reads the options, as {@link BackendProvider#configure} does
     * @return what the reader returned
     */
    public <T> T read(String hocon, Function<BackendOptions, T> reader) {
        AtomicReference<T> read = new AtomicReference<>();
        SessionStores.backend(
                new OptionReader<>(backend, reader, read), parse(hocon).withFallback(parse(required)));
        return Objects.requireNonNull(read.get());
    }

    /**
     * Returns the problems that keep a store named {@code sessions} from being opened with the given options. Fails
     * with an {@code AssertionError} if there are none.
     *
     * @param hocon all options of the backend's block
     * @return the problems, each of which begins with the path of an option
     */
    public List<String> problems(String hocon) {
        return failure(hocon).problems();
    }

    /**
     * Returns the exception with which a store named {@code sessions} fails to open with the given options. Fails with
     * an {@code AssertionError} if the store opens.
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

    /**
     * A provider with the backend's name, so that it is given the backend's options. It passes them to the reader, and
     * opens nothing.
     */
    private record OptionReader<T>(String name, Function<BackendOptions, T> reader, AtomicReference<T> read)
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
