package dev.holdall.benchmarks;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;

/** The store that is measured, opened as an application opens it. */
final class MemoryStore {

    private MemoryStore() {}

    static SessionStore open() {
        return SessionStores.open(
                "sessions",
                ConfigFactory.parseString("holdall.stores.sessions { backend = memory, memory.max-size = 256 MiB }"));
    }

    static void fill(SessionStore store) {
        for (String key : Workload.present()) {
            store.set(key, Workload.newValue());
        }
    }
}
