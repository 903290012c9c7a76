package dev.holdall.micrometer;

import dev.holdall.SessionStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus gets of a store that has seen real calls: for each metric, the labels and their values. */
final class Scrape {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"([^\"]*)\"");

    private Scrape() {}

    static Map<String, Map<String, Set<String>>> ofRealCalls() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MetricsObserver observer = new MetricsObserver(registry);
        try (SessionStore store = SomeCalls.open(observer)) {
            SomeCalls.make(store);
        }
        SomeCalls.tell(observer);
        return parse(registry.scrape());
    }

    private static Map<String, Map<String, Set<String>>> parse(String text) {
        Map<String, Map<String, Set<String>>> metrics = new LinkedHashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("no metric: " + line);
            }
            Map<String, Set<String>> labels = metrics.computeIfAbsent(matcher.group(1), name -> new TreeMap<>());
            LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2))
                    .results()
                    .forEach(label -> labels.computeIfAbsent(label.group(1), name -> new TreeSet<>())
                            .add(label.group(2)));
        });
        return metrics;
    }
}
