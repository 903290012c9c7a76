package dev.holdall.http;

import dev.holdall.AsyncSessionStore;
import dev.holdall.SessionStore;
import dev.holdall.StoreConfigurationException;
import dev.holdall.http.internal.settings.ClientSettings;
import dev.holdall.http.internal.settings.Mode;
import dev.holdall.http.internal.settings.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Chooses the stores that a server serves, and checks that the options name no other. */
final class ServedStores {

    private ServedStores() {}

    /**
     * Returns the stores that are served, by their names.
     *
     * @throws StoreConfigurationException if the options don't fit the stores
     */
    static Map<String, AsyncSessionStore> of(ServerSettings settings, Map<String, SessionStore> open) {
        List<String> problems = new ArrayList<>();
        requireStores("stores", settings.stores(), open, problems);
        for (ClientSettings client : settings.clients()) {
            requireStores("clients." + client.name() + ".stores", client.stores(), open, problems);
        }
        Map<String, AsyncSessionStore> served = new TreeMap<>();
        open.forEach((name, store) -> {
            if (settings.stores().isEmpty() || settings.stores().contains(name)) {
                served.put(name, store.async());
            }
        });
        if (settings.mode() == Mode.KASK && served.size() != 1) {
            problems.add("holdall.http.stores has to name one store, because the mode kask serves one; there are: "
                    + String.join(", ", open.keySet()));
        }
        if (!problems.isEmpty()) {
            throw new StoreConfigurationException("http", "?", problems);
        }
        return served;
    }

    private static void requireStores(
            String option, Iterable<String> names, Map<String, SessionStore> open, List<String> problems) {
        for (String name : names) {
            if (!open.containsKey(name)) {
                problems.add("holdall.http." + option + " names a store that isn't configured; there are: "
                        + String.join(", ", open.keySet()));
            }
        }
    }
}
