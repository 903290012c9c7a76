package dev.holdall.logins;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryLoginsTest extends LoginRules {

    private final SessionStore store =
            SessionStores.builder("logins").backend("memory").open();

    @Override
    SessionStore store() {
        return store;
    }

    @AfterAll
    void close() {
        store.close();
    }
}
