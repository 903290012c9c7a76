package dev.holdall.jetty;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import org.junit.jupiter.api.AfterEach;

class JettysOwnTest extends JettysOwnRules {

    private final SessionStore store =
            SessionStores.builder("sessions").backend("memory").open();

    JettysOwnTest() throws Exception {}

    @Override
    SessionStore store() {
        return store;
    }

    @AfterEach
    void close() {
        store.close();
    }
}
