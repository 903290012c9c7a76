package dev.holdall.http.internal.web;

import dev.holdall.http.internal.access.Access;
import dev.holdall.http.internal.metrics.HttpMetrics;
import dev.holdall.http.internal.settings.ServerSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/** What all requests of a server share. Thread-safe. */
final class WebContext {

    private final ServerSettings settings;
    private final Access access;
    private final HttpMetrics metrics;
    private final Service service;
    private final Scheduler scheduler;
    private final FailureLog failureLog = new FailureLog();
    private volatile boolean stopping;

    WebContext(ServerSettings settings, Access access, HttpMetrics metrics, Service service, Scheduler scheduler) {
        this.settings = settings;
        this.access = access;
        this.metrics = metrics;
        this.service = service;
        this.scheduler = scheduler;
    }

    ServerSettings settings() {
        return settings;
    }

    Access access() {
        return access;
    }

    HttpMetrics metrics() {
        return metrics;
    }

    Service service() {
        return service;
    }

    FailureLog failureLog() {
        return failureLog;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Refuses all requests from now on. */
    void stop() {
        stopping = true;
    }

    /** Tells whether a request counts in the metrics: one for a store, and not for the server itself. */
    boolean isCounted(Exchange exchange) {
        return exchange.rawPath().startsWith(settings.basePath() + "/");
    }

    Scheduler.Task after(Duration delay, Runnable task) {
        return scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
