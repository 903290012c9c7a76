package dev.holdall.config;

import com.typesafe.config.Config;
import dev.holdall.SessionStore;
import dev.holdall.config.internal.ApplicationConfig;
import dev.holdall.config.internal.ConfigSource;
import dev.holdall.config.internal.Nearest;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Opens stores by name, from the application's configuration or from code. An instance holds all stores of a
 * configuration, and closes them together.
 *
 * <p>The application's configuration is, the first that has an option winning: environment variables by Typesafe
 * Config's convention ({@code CONFIG_FORCE_holdall_stores_sessions_backend}), the system properties as they are at the
 * call ({@code -Dholdall.stores.sessions.backend=...}), {@code application.conf}, {@code .json} and {@code .properties}
 * on the class path, or what {@code config.file} and its like name, and the {@code reference.conf} of each artifact.
 * {@code docs/configuration.md} has all options.
 *
 * <p>Where no store is configured at all, any name opens a store with the defaults, in memory unless
 * {@code holdall.defaults} says otherwise, and an INFO line says so.
 *
 * <p>Backends and files on the class path are looked for with the thread's context class loader, or with this library's
 * own where that one doesn't know the library.
 *
 * <p>All methods that open block until the backend is ready. Each throws
 * {@link dev.holdall.StoreConfigurationException} with all problems of the configuration, before any I/O, but for
 * limits that only an open backend can tell: a {@code max-value-size}, {@code max-ttl} or {@code default-ttl} beyond
 * what it takes is reported once it is open, and it is closed again. They throw
 * {@link dev.holdall.SessionStoreException} if a backend can't be opened, and {@link IllegalArgumentException} for a
 * name that no store can have. Thread-safe.
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
     * Opens a store from a configuration that the application has made itself. System properties don't count, and of
     * the environment only what the configuration refers to; the {@code reference.conf} files stand beneath it.
     *
     * @param name the store's name: {@code holdall.stores.<name>}
     * @param config a configuration with a {@code holdall} block, resolved or not
     * @return the store, ready for use; the caller closes it
     */
    public static SessionStore open(String name, Config config) {
        return builder(name).config(config).open();
    }

    /**
     * Opens all stores of the application's configuration. If one can't be opened, those that were are closed again.
     * Stores that get observers are opened each on its own instead:
     * {@code builder(name).configured().observer(...).open()}.
     *
     * @return the stores; the caller closes them, together or each
     */
    public static SessionStores openAll() {
        return openAll(ApplicationConfig.live());
    }

    /**
     * Opens all stores of a configuration that the application has made itself, as {@link #open(String, Config)} does.
     * If one can't be opened, those that were are closed again.
     *
     * @param config a configuration with a {@code holdall} block, resolved or not
     * @return the stores; the caller closes them, together or each
     */
    public static SessionStores openAll(Config config) {
        return openAll(ConfigSource.of(config));
    }

    /**
     * Opens a store from code.
     *
     * @param name the store's name, for messages, and for {@link StoreBuilder#config}: 1 to 64 ASCII letters, digits,
     *     dots, hyphens and underscores
     * @return a new builder, with the defaults of the {@code reference.conf} files
     */
    public static StoreBuilder builder(String name) {
        return new StoreBuilder(name);
    }

    /**
     * Reads a backend's options for code that opens it without a store's configuration: a decorator around it, or the
     * contract kit.
     *
     * @param provider knows the backend
     * @param options what would stand in the backend's block; beneath it stands the {@code reference.conf}
     * @return opens the backend with these options
     */
    public static BackendFactory backend(BackendProvider provider, Config options) {
        Config config = options.atPath("holdall.defaults." + provider.name());
        return builder("sessions").config(config).backend(provider).plan().factory();
    }

    static SessionStores openAll(ConfigSource source) {
        Map<String, SessionStore> opened = new TreeMap<>();
        try {
            for (StorePlan plan : StorePlanner.planAll(source)) {
                opened.put(plan.settings().name(), plan.open());
            }
            return new SessionStores(opened);
        } catch (RuntimeException | Error e) {
            closeAll(opened).forEach(e::addSuppressed);
            throw e;
        }
    }

    /**
     * One of the stores. The same at every call, closed or not.
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
     * The names of the stores.
     *
     * @return unmodifiable, in alphabetical order
     */
    public Set<String> names() {
        return stores.keySet();
    }

    /**
     * Closes all stores, every one even where closing another fails. Closing again does nothing.
     *
     * @throws RuntimeException what the first one failed with; the failures of the others are suppressed in it
     */
    @Override
    public void close() {
        List<RuntimeException> failures = closeAll(stores);
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private static List<RuntimeException> closeAll(Map<String, SessionStore> stores) {
        List<RuntimeException> failures = new ArrayList<>();
        for (SessionStore store : stores.values()) {
            try {
                store.close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        return failures;
    }
}
