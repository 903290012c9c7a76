package dev.holdall.config;

import com.typesafe.config.Config;
import dev.holdall.SessionStore;
import dev.holdall.config.internal.ApplicationConfig;
import dev.holdall.config.internal.ConfigSource;
import dev.holdall.config.internal.options.Nearest;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.BackendProvider;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens stores by name, from the application's configuration or from code. An instance has all stores of one
 * configuration, and closes them together.
 *
 * <p>The application's configuration has several sources. The first of them that sets an option wins: environment
 * variables named by Typesafe Config's convention ({@code CONFIG_FORCE_holdall_stores_sessions_backend}); the system
 * properties at the time of the call ({@code -Dholdall.stores.sessions.backend=...}); {@code application.conf},
 * {@code .json} and {@code .properties} on the class path, or the file that {@code config.file},
 * {@code config.resource} or {@code config.url} names; the {@code reference.conf} of each artifact.
 * {@code docs/configuration.md} lists all options.
 *
 * <p>If nothing is configured at all, any name opens a store in the memory of this process, and a WARN line in the log
 * says so. If {@code holdall.defaults.backend} chooses a backend but no store is configured, any name opens a store
 * with these defaults. If there is any other configuration of Holdall but no store in it, opening a store fails. So it
 * does if a file or a variable that isn't read seems to be such a configuration.
 *
 * <p>Backends and files on the class path are looked up with the thread's context class loader, or with this library's
 * own class loader if the context class loader doesn't know this library.
 *
 * <p>All methods that open a store block until the backend is ready. They throw
 * {@link dev.holdall.StoreConfigurationException} with all problems of the configuration, before any I/O. There is one
 * exception: only an open backend knows its limits. So a {@code max-value-size}, {@code max-ttl} or {@code default-ttl}
 * that exceeds them is reported when the backend is open, and the backend is closed again. The methods throw
 * {@link dev.holdall.SessionStoreException} if a backend can't be opened, and {@link IllegalArgumentException} for a
 * name that is not valid for a store. This class is thread-safe.
 */
public final class SessionStores implements AutoCloseable {

    private final Map<String, SessionStore> stores;

    private SessionStores(Map<String, SessionStore> stores) {
        this.stores = Collections.unmodifiableMap(stores);
    }

    /**
     * Opens a store from the application's configuration.
     *
     * @param name the store's name: {@code holdall.stores.<name>}
     * @return the store, ready for use; the caller closes it
     */
    public static SessionStore open(String name) {
        return builder(name).configured().open();
    }

    /**
     * Opens a store from a configuration that the application has made itself. Options that it doesn't set come from
     * the {@code reference.conf} files. System properties are ignored, and so are environment variables, unless the
     * configuration refers to them.
     *
     * @param name the store's name: {@code holdall.stores.<name>}
     * @param config a configuration with a {@code holdall} block, resolved or not
     * @return the store, ready for use; the caller closes it
     */
    public static SessionStore open(String name, Config config) {
        return builder(name).config(config).open();
    }

    /**
     * Opens all stores of the application's configuration. If one of them can't be opened, those that were opened
     * before are closed again. To open a store with observers, use
     * {@code builder(name).configured().observer(...).open()} instead.
     *
     * @return the stores; the caller closes them, together or one by one
     */
    public static SessionStores openAll() {
        return openAll(ApplicationConfig.live());
    }

    /**
     * Opens all stores of a configuration that the application has made itself, as {@link #open(String, Config)} does.
     * If one of them can't be opened, those that were opened before are closed again.
     *
     * @param config a configuration with a {@code holdall} block, resolved or not
     * @return the stores; the caller closes them, together or one by one
     */
    public static SessionStores openAll(Config config) {
        return openAll(ConfigSource.of(config));
    }

    /**
     * Returns a builder that opens a store from code.
     *
     * @param name the store's name, for messages, and for {@link StoreBuilder#config}: 1 to 64 ASCII letters, digits,
     *     dots, hyphens and underscores
     * @return a new builder, with the defaults of the {@code reference.conf} files
     */
    public static StoreBuilder builder(String name) {
        return new StoreBuilder(name);
    }

    /**
     * Reads a backend's options, for code that opens a backend without the configuration of a store, such as the
     * contract kit, or code that wraps the backend in a decorator.
     *
     * @param provider the provider of the backend
     * @param options the content of the backend's block; options that it doesn't set come from the
     *     {@code reference.conf}
     * @return a factory that opens the backend with these options
     */
    public static BackendFactory backend(BackendProvider provider, Config options) {
        Config config = options.atPath("holdall.defaults." + provider.name());
        return builder("sessions").config(config).backend(provider).plan().factory();
    }

    /**
     * Reads the options of a library over stores, from a block of the application's configuration beside the stores:
     * {@code holdall.<name>}. The sources are those of {@link #open(String)}. The library has the block, with all of
     * its options and their defaults, in a {@code reference.conf} of its own.
     *
     * @param name the name of the block
     * @param read reads the options; a value that is out of bounds is reported, and the default returned
     * @param <T> what the options are read into
     * @return what {@code read} returns
     * @throws dev.holdall.StoreConfigurationException with all problems of the configuration
     */
    public static <T> T options(String name, Function<BackendOptions, T> read) {
        return StorePlanner.options(name, ApplicationConfig.live(), read);
    }

    /**
     * Reads the options of a library over stores, from a configuration that the application has made itself, as
     * {@link #open(String, Config)} does.
     *
     * @param name the name of the block
     * @param config a configuration, with or without a {@code holdall} block, resolved or not
     * @param read reads the options; a value that is out of bounds is reported, and the default returned
     * @param <T> what the options are read into
     * @return what {@code read} returns
     * @throws dev.holdall.StoreConfigurationException with all problems of the configuration
     */
    public static <T> T options(String name, Config config, Function<BackendOptions, T> read) {
        return StorePlanner.options(name, ConfigSource.of(config), read);
    }

    static SessionStores openAll(ConfigSource source) {
        Map<String, SessionStore> opened = new TreeMap<>();
        try {
            for (StorePlan plan : StorePlanner.planAll(source)) {
                opened.put(plan.settings().name(), plan.open());
            }
            return new SessionStores(opened);
        } catch (RuntimeException | Error e) {
            Throwable closing = closeAll(opened);
            if (closing != null) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /**
     * Returns one of the stores. Every call returns the same instance, even after the store was closed.
     *
     * @param name its name in the configuration
     * @return the store
     * @throws IllegalArgumentException if no store of that name is configured
     */
    public SessionStore store(String name) {
        SessionStore store = stores.get(name);
        if (store == null) {
            throw new IllegalArgumentException("there is no such store" + Nearest.hint(name, names()));
        }
        return store;
    }

    /**
     * Returns the names of the stores.
     *
     * @return an unmodifiable set, in alphabetical order
     */
    public Set<String> names() {
        return stores.keySet();
    }

    /**
     * Closes all stores. If closing one of them fails, the others are closed all the same. Closing again does nothing.
     *
     * @throws RuntimeException the failure of the first store that couldn't be closed; the failures of others are
     *     suppressed exceptions of it
     */
    @Override
    public void close() {
        Throwable failure = closeAll(stores);
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /**
     * Closes every store, whatever the others throw. Returns the first failure with the others suppressed in it, or
     * null.
     */
    private static @Nullable Throwable closeAll(Map<String, SessionStore> stores) {
        Throwable first = null;
        for (SessionStore store : stores.values()) {
            try {
                store.close();
            } catch (RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        return first;
    }
}
