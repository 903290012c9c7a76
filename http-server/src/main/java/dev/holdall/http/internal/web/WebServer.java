package dev.holdall.http.internal.web;

import dev.holdall.http.internal.access.Access;
import dev.holdall.http.internal.metrics.HttpMetrics;
import dev.holdall.http.internal.settings.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/** A server that listens. Thread-safe. */
public final class WebServer implements AutoCloseable {

    private static final long LOOK_NANOS = 5_000_000;

    private final Server server;
    private final ServerConnector connector;
    private final WebContext context;
    private final ServerSettings settings;
    private volatile int port;

    private WebServer(ServerSettings settings, Access access, HttpMetrics metrics, Service service) {
        this.settings = settings;
        QueuedThreadPool threads = new QueuedThreadPool(settings.limits().threads(), 4);
        threads.setName("holdall-http");
        Scheduler scheduler = new ScheduledExecutorScheduler("holdall-http-timer", true);
        server = new Server(threads, scheduler, null);
        context = new WebContext(settings, access, metrics, service, scheduler);
        connector = Connectors.of(server, settings);
        server.addConnector(connector);
        server.setHandler(new RequestHandler(context));
        server.setErrorHandler(new EarlyErrors(context));
        metrics.connections(() -> connector.getConnectedEndPoints().size());
        server.addBean(limit());
        server.addBean(
                new SlowHeads(connector, scheduler, settings.limits().transfer().toNanos()));
    }

    private NetworkConnectionLimit limit() {
        NetworkConnectionLimit limit =
                new NetworkConnectionLimit(settings.limits().connections(), server);
        // Idle connections make room for those that wait.
        limit.setEndPointIdleTimeout(Math.min(
                settings.limits().idle().toMillis(),
                settings.limits().transfer().toMillis()));
        return limit;
    }

    /**
     * Starts a server.
     *
     * @throws UncheckedIOException if the address can't be used
     */
    public static WebServer start(ServerSettings settings, Access access, HttpMetrics metrics, Service service) {
        WebServer web = new WebServer(settings, access, metrics, service);
        try {
            web.server.start();
            web.port = web.connector.getLocalPort();
            return web;
        } catch (Exception e) {
            web.stop();
            throw web.failure(e);
        }
    }

    private RuntimeException failure(Exception e) {
        String message = "the HTTP server can't listen on " + settings.host() + ":" + settings.port()
                + " (holdall.http.host and port): ";
        return e instanceof IOException io
                ? new UncheckedIOException(message + io.getMessage(), io)
                : new IllegalStateException("the HTTP server can't be started: " + e.getMessage(), e);
    }

    /** Returns the address of the server, with the port that it listens on. */
    public URI uri() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        String scheme = settings.tls().enabled() ? "https" : "http";
        return URI.create(scheme + "://" + host + ":" + port);
    }

    /** Accepts no more, waits until the requests under way are answered, {@code stop-timeout} at most, and stops. */
    @Override
    public void close() {
        context.stop();
        // Ends the acceptors first, which would otherwise try again to accept from the closed socket.
        CompletableFuture<Void> unused = connector.shutdown();
        connector.close();
        long deadline = System.nanoTime() + settings.limits().stop().toNanos();
        while (context.metrics().inFlight() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        stop();
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server can't be stopped: " + e.getMessage(), e);
        }
    }
}
