package dev.holdall.http.internal.probes;

import dev.holdall.AsyncSessionStore;
import dev.holdall.http.internal.metrics.HttpMetrics;
import dev.holdall.http.internal.problems.Json;
import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.settings.ServerSettings;
import dev.holdall.http.internal.web.Answer;
import dev.holdall.http.internal.web.Exchange;
import dev.holdall.http.internal.web.Service;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the server says about itself, to everybody who can reach it: {@code /healthz}, {@code /readyz},
 * {@code /metrics}, {@code /openapi}. All other requests go to the service behind it.
 */
public final class Probes implements Service {

    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Service service;
    private final HttpMetrics metrics;
    private final Readiness readiness;
    private final OpenApi openApi;
    private final String health;

    /** Makes the probes before a service. */
    public Probes(
            Service service,
            HttpMetrics metrics,
            ServerSettings settings,
            Map<String, AsyncSessionStore> stores,
            Map<String, String> build) {
        this.service = service;
        this.metrics = metrics;
        this.readiness = new Readiness(stores);
        this.openApi = OpenApi.of(settings.mode(), settings.basePath());
        this.health = health(build);
    }

    /** Returns what Kask says of its build, too, in the same form. */
    private static String health(Map<String, String> build) {
        return build.entrySet().stream()
                .map(each -> "  " + Json.quoted(each.getKey()) + ": " + Json.quoted(each.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}"));
    }

    @Override
    public void serve(Exchange exchange) {
        switch (exchange.rawPath()) {
            case "/healthz" -> answer(exchange, Answer.of(200).body(JSON, health));
            case "/readyz" -> ready(exchange);
            case "/metrics" -> answer(exchange, Answer.of(200).body(PROMETHEUS, metrics.scrape()));
            case "/openapi" -> answer(exchange, Answer.of(200).body(openApi.contentType(), openApi.text()));
            default -> service.serve(exchange);
        }
    }

    private static void answer(Exchange exchange, Answer answer) {
        requireReading(exchange);
        exchange.answer(answer.header("Cache-Control", "no-store"));
    }

    private void ready(Exchange exchange) {
        requireReading(exchange);
        exchange.when(readiness.states(), states -> {
            boolean isReady = states.values().stream().allMatch(Readiness.READY::equals);
            byte[] stores = Json.object(json -> {
                json.writeObjectPropertyStart("stores");
                states.forEach(json::writeStringProperty);
                json.writeEndObject();
            });
            return Answer.of(isReady ? 200 : 503)
                    .header("Cache-Control", "no-store")
                    .body(JSON, stores);
        });
    }

    private static void requireReading(Exchange exchange) {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw Problem.wrongMethod("GET, HEAD").exception();
        }
    }

    @Override
    public Answer answer(Problem problem, Exchange exchange) {
        return service.answer(problem, exchange);
    }
}
