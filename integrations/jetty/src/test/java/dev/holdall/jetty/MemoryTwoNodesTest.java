package dev.holdall.jetty;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import org.junit.jupiter.api.AfterAll;

class MemoryTwoNodesTest extends TwoNodesRules {

    private static final SessionStore STORE =
            SessionStores.builder("sessions").backend("memory").open();

    @Override
    SessionStore store() {
        return STORE;
    }

    @AfterAll
    static void close() {
        STORE.close();
    }
}
