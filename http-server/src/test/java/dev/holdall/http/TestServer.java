package dev.holdall.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.net.URI;
import java.util.Map;

/** A server on a free port of loopback, over one store of the test. */
final class TestServer implements AutoCloseable {

    static final String STORE = "sessions";

    private final SessionStore store;
    private final HttpServer server;

    private TestServer(SessionStore store, HttpServer server) {
        this.store = store;
        this.server = server;
    }

    /** Serves a store in memory. */
    static TestServer onMemory(String httpOptions) {
        return over(memory(""), httpOptions);
    }

    /** Opens a store in memory with these options. */
    static SessionStore memory(String options) {
        return SessionStores.open(
                STORE, ConfigFactory.parseString("holdall.stores." + STORE + " { backend = memory, " + options + " }"));
    }

    /** Serves a store, which is closed with the server. */
    static TestServer over(SessionStore store, String httpOptions) {
        try {
            return new TestServer(store, HttpServer.start(options(httpOptions), Map.of(STORE, store)));
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    static HttpServerOptions options(String httpOptions) {
        Config config = ConfigFactory.parseString("holdall.http { port = 0, " + httpOptions + " }");
        return HttpServerOptions.from(config);
    }

    SessionStore store() {
        return store;
    }

    HttpServer server() {
        return server;
    }

    URI uri() {
        return server.uri();
    }

    int port() {
        return uri().getPort();
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
