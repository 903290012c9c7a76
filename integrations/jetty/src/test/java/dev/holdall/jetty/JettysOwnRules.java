package dev.holdall.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.session.AbstractSessionDataStoreTest;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.session.SessionDataStoreFactory;
import org.junit.jupiter.api.Test;

/** Jetty's own tests of session data stores. */
abstract class JettysOwnRules extends AbstractSessionDataStoreTest {

    /** The constructor of Jetty's class declares that. */
    JettysOwnRules() throws Exception {}

    abstract SessionStore store();

    @Override
    public SessionDataStoreFactory createSessionDataStoreFactory() {
        HoldallSessionDataStoreFactory factory = new HoldallSessionDataStoreFactory();
        factory.setStore(store());
        return factory;
    }

    /** Writes a session past the data store: with any expiry, and for any context. */
    @Override
    public void persistSession(SessionData data) throws Exception {
        persist(data, Metadata.of(data, MapEnd.NEVER).fields());
    }

    @Override
    public void persistUnreadableSession(SessionData data) throws Exception {
        Map<String, byte[]> fields =
                new HashMap<>(Metadata.of(data, MapEnd.NEVER).fields());
        fields.put(FieldNames.TIMES, new byte[] {99, 1, 2, 3});
        persist(data, fields);
    }

    private void persist(SessionData data, Map<String, byte[]> metadata) throws IOException {
        Map<String, byte[]> fields = new HashMap<>(metadata);
        for (String name : data.getKeys()) {
            fields.put(FieldNames.ofAttribute(name), serialized(name, data.getAttribute(name)));
        }
        store().maps().create(key(data), fields, Ttl.of(Duration.ofHours(1)));
    }

    @Override
    public boolean checkSessionExists(SessionData data) {
        return store().maps().get(key(data), List.of()).isPresent();
    }

    @Override
    public boolean checkSessionPersisted(SessionData data) throws Exception {
        SessionDataStore dataStore = _sessionManager.getSessionCache().getSessionDataStore();
        SessionData stored = dataStore.load(data.getId());
        assertThat(Metadata.of(stored, 0)).isEqualTo(Metadata.of(data, 0));
        assertThat(stored.getKeys()).isEqualTo(data.getKeys());
        for (String name : data.getKeys()) {
            assertThat(serialized(name, stored.getAttribute(name)))
                    .isEqualTo(serialized(name, data.getAttribute(name)));
            assertThat(stored.getAttribute(name).getClass().getClassLoader())
                    .isSameAs(data.getAttribute(name).getClass().getClassLoader());
        }
        return true;
    }

    private static String key(SessionData data) {
        return new SessionKeys(data.getContextPath(), data.getVhost()).key(data.getId());
    }

    private byte[] serialized(String name, Object value) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(_contextClassLoader);
        try {
            SessionData one = new SessionData("", "", "", 0, 0, 0, 0);
            one.setAttribute(name, value);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            SessionData.serializeAttributes(one, new ObjectOutputStream(bytes));
            return bytes.toByteArray();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Sweeps: Jetty expects a data store to find sessions that expired and that no node has in its memory, so that the
     * caller deletes them. Here they leave the store by themselves.
     */
    @Test
    @Override
    public void testGetExpiredPersistedAndExpiredOnly() throws Exception {
        assertNothingIsFound("aaa13", "");
    }

    /** Sweeps, as above, with a session that another node had last. */
    @Test
    @Override
    public void testGetExpiredDifferentNode() throws Exception {
        assertNothingIsFound("aaa15", "other");
    }

    private void assertNothingIsFound(String id, String node) throws Exception {
        setUp();
        _server.start();
        SessionDataStore dataStore = _sessionManager.getSessionCache().getSessionDataStore();
        SessionData data = dataStore.newSessionData(id, 100, 101, 100, 3_600_000);
        data.setLastNode(node);
        data.setExpiry(RECENT_TIMESTAMP);
        persistSession(data);
        assertThat(dataStore.getExpired(new java.util.HashSet<>())).isEmpty();
    }

    /**
     * Sweeps: Jetty expects the data store to delete sessions of all contexts that expired long ago. Here such sessions
     * aren't there: a session that is saved with a grace period that has passed is gone at once.
     */
    @Test
    @Override
    public void testCleanOrphans() throws Exception {
        setUp();
        _server.start();
        SessionDataStore dataStore = _sessionManager.getSessionCache().getSessionDataStore();
        SessionData data = dataStore.newSessionData("001", 100, 101, 100, 3_600_000);
        data.setLastNode("");
        data.setExpiry(200);
        dataStore.store("001", data);
        assertThat(checkSessionExists(data)).isFalse();
    }
}
