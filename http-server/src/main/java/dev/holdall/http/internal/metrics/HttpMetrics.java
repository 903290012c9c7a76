package dev.holdall.http.internal.metrics;

import dev.holdall.http.internal.settings.Mode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Counts and times requests. In the mode kask the names, the labels and the buckets are Kask's. Labels have few values:
 * statuses, known methods, configured stores, types of problems. Thread-safe.
 */
public final class HttpMetrics implements AutoCloseable {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1)
    };

    private record Labels(int status, String method, String store, String problem) {}

    private record Meters(Counter count, Timer duration) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Labels, Meters> meters = new ConcurrentHashMap<>();
    private final LongAdder inFlight = new LongAdder();
    private final boolean isKasks;

    /** Makes the metrics of a mode. */
    public HttpMetrics(Mode mode, Map<String, String> build) {
        this.isKasks = mode == Mode.KASK;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        registerBuild(build);
        if (!isKasks) {
            Gauge.builder("holdall_http_requests_in_flight", inFlight, LongAdder::sum)
                    .description("Requests that were received and not answered yet.")
                    .register(registry);
        }
    }

    /** Micrometer has no metric whose name ends with {@code _info}; the client of Prometheus that it uses has. */
    private void registerBuild(Map<String, String> build) {
        Info.builder()
                .name(isKasks ? "kask_build_info" : "holdall_http_build_info")
                .help("Build information")
                .labelNames(build.keySet().toArray(String[]::new))
                .register(registry.getPrometheusRegistry())
                .setLabelValues(build.values().toArray(String[]::new));
    }

    /** Shows how many connections are open. */
    public void connections(Supplier<Number> open) {
        if (!isKasks) {
            Gauge.builder("holdall_http_connections", open)
                    .description("Connections that are open.")
                    .register(registry);
        }
    }

    /** Counts a request that begins. */
    public void begin() {
        inFlight.increment();
    }

    /** Returns how many requests have begun and not ended. */
    public long inFlight() {
        return inFlight.sum();
    }

    /** Counts a request that has ended. */
    public void end() {
        inFlight.decrement();
    }

    /**
     * Counts and times an answer.
     *
     * @param store the name of the store; empty if the request was for none
     * @param problem the label of the type; empty if there was none
     */
    public void record(int status, String method, String store, String problem, long nanos) {
        String known = METHODS.contains(method) ? method : "other";
        Labels labels = isKasks ? new Labels(status, known, "", "") : new Labels(status, known, store, problem);
        Meters found = meters.get(labels);
        if (found == null) {
            found = meters.computeIfAbsent(labels, this::register);
        }
        found.count.increment();
        found.duration.record(Duration.ofNanos(nanos));
    }

    private Meters register(Labels labels) {
        String prefix = isKasks ? "http" : "holdall_http";
        Counter.Builder count = Counter.builder(prefix + "_requests")
                .description("Count of HTTP requests processed, partitioned by status code and HTTP method.")
                .tag("code", Integer.toString(labels.status))
                .tag("method", labels.method);
        Timer.Builder duration = Timer.builder(prefix + "_request_duration")
                .description("A histogram of latencies for requests, partitioned by status code and HTTP method.")
                .serviceLevelObjectives(BUCKETS)
                .tag("code", Integer.toString(labels.status))
                .tag("method", labels.method);
        if (!isKasks) {
            count.tag("store", labels.store).tag("problem", labels.problem);
            duration.tag("store", labels.store).tag("problem", labels.problem);
        }
        return new Meters(count.register(registry), duration.register(registry));
    }

    /** Returns all metrics in the text form of Prometheus. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
