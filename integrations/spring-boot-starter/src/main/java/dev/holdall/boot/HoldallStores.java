package dev.holdall.boot;

import com.typesafe.config.Config;
import dev.holdall.SessionStore;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The stores of an application, by their names in its configuration. Closes them together. Thread-safe. */
public final class HoldallStores implements AutoCloseable {

    private final Config config;
    private final Map<String, SessionStore> stores;

    private HoldallStores(Config config, Map<String, SessionStore> stores) {
        this.config = config;
        this.stores = Collections.unmodifiableMap(stores);
    }

    /** Opens stores. If one of them can't be opened, those that were opened before are closed again. */
    static HoldallStores open(Config config, Set<String> names, Function<String, SessionStore> open) {
        Map<String, SessionStore> opened = new TreeMap<>();
        try {
            names.forEach(name -> opened.put(name, open.apply(name)));
            return new HoldallStores(config, opened);
        } catch (RuntimeException | Error e) {
            new HoldallStores(config, opened).close();
            throw e;
        }
    }

    /**
     * Returns a store.
     *
     * @param name its name: {@code holdall.stores.<name>}
     * @return the store, always the same, which is closed with the application
     * @throws IllegalArgumentException if there is none of that name
     */
    public SessionStore store(String name) {
        SessionStore store = stores.get(name);
        if (store == null) {
            throw new IllegalArgumentException("there is no such store; configure it as a block of holdall.stores");
        }
        return store;
    }

    /**
     * Returns the names of the stores.
     *
     * @return an unmodifiable set
     */
    public Set<String> names() {
        return stores.keySet();
    }

    /**
     * Returns the properties {@code holdall.*} of the application, to read the options of a library over stores:
     * {@code LoginOptions.from(stores.config())}.
     *
     * @return the configuration, without the defaults of {@code reference.conf}
     */
    public Config config() {
        return config;
    }

    /** Closes all stores. */
    @Override
    public void close() {
        stores.values().forEach(SessionStore::close);
    }
}
