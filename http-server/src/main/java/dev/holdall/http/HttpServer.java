package dev.holdall.http;

import com.typesafe.config.Config;
import dev.holdall.AsyncSessionStore;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.http.internal.access.Access;
import dev.holdall.http.internal.kask.KaskService;
import dev.holdall.http.internal.metrics.HttpMetrics;
import dev.holdall.http.internal.probes.Probes;
import dev.holdall.http.internal.rfc.RfcService;
import dev.holdall.http.internal.settings.Mode;
import dev.holdall.http.internal.settings.ServerSettings;
import dev.holdall.http.internal.web.Service;
import dev.holdall.http.internal.web.WebServer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server that offers stores over HTTP. It runs from the moment when it is made until {@link #close}. This class is
 * thread-safe.
 */
public final class HttpServer implements AutoCloseable {

    private final WebServer web;
    private final HttpMetrics metrics;
    private final String basePath;
    private final AutoCloseable stores;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpServer(WebServer web, HttpMetrics metrics, String basePath, AutoCloseable stores) {
        this.web = web;
        this.metrics = metrics;
        this.basePath = basePath;
        this.stores = stores;
    }

    /**
     * Opens the stores of the application's configuration, and serves them. Blocks until the server accepts
     * connections.
     *
     * @return the server; closing it closes the stores, too
     * @throws dev.holdall.StoreConfigurationException with the problems of the configuration
     * @throws dev.holdall.SessionStoreException if a store can't be opened
     * @throws java.io.UncheckedIOException if the server can't listen on its address
     */
    public static HttpServer open() {
        return open(HttpServerOptions.configured(), SessionStores::openAll);
    }

    /**
     * Opens the stores of a configuration that the application has made itself, and serves them. Blocks until the
     * server accepts connections.
     *
     * @param config a configuration with stores; where it has no block {@code http}, the defaults hold
     * @return the server; closing it closes the stores, too
     * @throws dev.holdall.StoreConfigurationException with the problems of the configuration
     * @throws dev.holdall.SessionStoreException if a store can't be opened
     * @throws java.io.UncheckedIOException if the server can't listen on its address
     */
    public static HttpServer open(Config config) {
        return open(HttpServerOptions.from(config), () -> SessionStores.openAll(config));
    }

    private static HttpServer open(HttpServerOptions options, java.util.function.Supplier<SessionStores> open) {
        SessionStores stores = open.get();
        try {
            Map<String, SessionStore> byName = new TreeMap<>();
            stores.names().forEach(name -> byName.put(name, stores.store(name)));
            return start(options, byName, stores);
        } catch (RuntimeException | Error e) {
            stores.close();
            throw e;
        }
    }

    /**
     * Serves stores that are open already. Blocks until the server accepts connections.
     *
     * @param options the options of the server
     * @param stores the stores by the names that paths have; the caller closes them after the server
     * @return the server
     * @throws dev.holdall.StoreConfigurationException if the options name other stores
     * @throws java.io.UncheckedIOException if the server can't listen on its address
     */
    public static HttpServer start(HttpServerOptions options, Map<String, SessionStore> stores) {
        return start(options, new TreeMap<>(stores), () -> {});
    }

    private static HttpServer start(HttpServerOptions options, Map<String, SessionStore> open, AutoCloseable stores) {
        ServerSettings settings = options.settings();
        Map<String, AsyncSessionStore> served = ServedStores.of(settings, open);
        Map<String, String> build = build();
        HttpMetrics metrics = new HttpMetrics(settings.mode(), build);
        Service service = new Probes(mode(settings, served), metrics, settings, served, build);
        Exposure.report(settings);
        WebServer web = WebServer.start(settings, new Access(settings.clients()), metrics, service);
        Exposure.reportAddress(web.uri().resolve(settings.basePath() + "/"), served.keySet());
        return new HttpServer(web, metrics, settings.basePath(), stores);
    }

    private static Service mode(ServerSettings settings, Map<String, AsyncSessionStore> served) {
        if (settings.mode() == Mode.RFC) {
            return new RfcService(settings.basePath(), served);
        }
        Map.Entry<String, AsyncSessionStore> only = served.entrySet().iterator().next();
        return new KaskService(settings.basePath(), only.getKey(), only.getValue());
    }

    /** Returns the facts that Kask shows of its build; the language is another one, the names are the same. */
    private static Map<String, String> build() {
        String version = HttpServer.class.getPackage().getImplementationVersion();
        Map<String, String> build = new LinkedHashMap<>();
        build.put("version", version == null ? "unknown" : version);
        build.put("build_date", "unknown");
        build.put("build_host", "unknown");
        build.put("go_version", "java" + Runtime.version().feature());
        return build;
    }

    /**
     * Returns the address that the paths of all stores begin with, with the port that the server listens on.
     *
     * @return an address that ends with a slash
     */
    public URI uri() {
        return web.uri().resolve(basePath + "/");
    }

    /**
     * Stops: accepts no more connections and requests, waits until the requests under way are answered,
     * {@code stop-timeout} at most, and closes the stores that {@link #open} has opened. Closing again does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            web.close();
        } finally {
            metrics.close();
            closeStores();
        }
    }

    private void closeStores() {
        try {
            stores.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the stores can't be closed: " + e.getMessage(), e);
        }
    }
}
