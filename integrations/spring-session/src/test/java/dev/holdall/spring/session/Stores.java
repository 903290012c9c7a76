package dev.holdall.spring.session;

import dev.holdall.SessionStore;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Two stores of one backend, as two processes have them, for rules that hold over any backend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Stores {

    SessionStore store;
    SessionStore otherStore;

    /** Opens a store, which the rules close. */
    abstract SessionStore open();

    /** Opens another store of the same backend. */
    SessionStore openAnother() {
        return open();
    }

    @BeforeAll
    void openStores() {
        store = open();
        otherStore = openAnother();
    }

    @AfterAll
    void closeStores() {
        store.close();
        otherStore.close();
    }

    static SessionRepositoryOptions.Builder options() {
        return SessionRepositoryOptions.builder().serializer(serializer());
    }

    /** Returns a serializer that allows the classes of these tests. */
    static AttributeSerializer serializer() {
        return new JavaAttributeSerializer(Stores.class.getClassLoader(), "dev.holdall.spring.session.**");
    }

    HoldallSessionRepository repository() {
        return new HoldallSessionRepository(store, options().build());
    }

    /** Returns the repository of another process. */
    HoldallSessionRepository otherRepository() {
        return new HoldallSessionRepository(otherStore, options().build());
    }

    static String random() {
        return UUID.randomUUID().toString();
    }

    /** Makes a session with one attribute, saves it, and reads it again. */
    static HoldallSession saved(HoldallSessionRepository repository) {
        HoldallSession session = repository.createSession();
        session.setAttribute("user", "alice");
        repository.save(session);
        return found(repository, session.getId());
    }

    static HoldallSession found(HoldallSessionRepository repository, String id) {
        HoldallSession session = repository.findById(id);
        if (session == null) {
            throw new AssertionError("the session is not there");
        }
        return session;
    }

    /** Finds out whether there is a session, at any of the two processes. */
    boolean isThere(String id) {
        return repository().findById(id) != null || otherRepository().findById(id) != null;
    }
}
