package dev.holdall.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.NullSessionCacheFactory;
import org.eclipse.jetty.session.SessionHandler;
import org.junit.jupiter.api.Test;

/** Runs the code that {@code docs/jetty.md} shows. */
class JettyExampleTest {

    @Test
    void server_keepsItsSessionsInAStore() throws Exception {
        SessionStore store = SessionStores.builder("sessions").backend("memory").open();
        Server server = new Server(0);

        HoldallSessionDataStoreFactory sessions = new HoldallSessionDataStoreFactory();
        sessions.setStore(store);
        server.addBean(sessions);

        NullSessionCacheFactory noCache = new NullSessionCacheFactory();
        noCache.setFlushOnResponseCommit(true);
        server.addBean(noCache);

        SessionHandler handler = new SessionHandler();
        server.setHandler(new ContextHandler(handler, "/"));
        server.start();
        assertThat(handler.getSessionCache().getSessionDataStore()).isInstanceOf(HoldallSessionDataStore.class);
        server.stop();
        store.close();
    }
}
