package dev.holdall.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.StoreObserver.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks that each query of {@code docs/grafana-dashboard.json} asks for what a real scrape has. */
class DashboardTest {

    private static final Path DASHBOARD = Path.of("..", "..", "docs", "grafana-dashboard.json");

    private final JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
    private final Map<String, Map<String, Set<String>>> scrape = Scrape.ofRealCalls();

    DashboardTest() throws IOException {}

    @Test
    void queries_askForMetrics_andLabels_thatAScrapeHas() {
        assertThat(queries()).hasSizeGreaterThan(20).allSatisfy(this::check);
    }

    @Test
    void queries_showEveryMetric() {
        Set<String> shown = queries().stream()
                .flatMap(query -> PromQl.selectors(query).keySet().stream())
                .map(DashboardTest::family)
                .collect(Collectors.toSet());
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        scrape.keySet().stream().map(DashboardTest::family).collect(Collectors.toSet()));
    }

    @Test
    void failures_areTheResultsThatTheSpansCallErrors() {
        List<String> failures = Arrays.stream(Result.values())
                .filter(result -> CallFailure.of(result) != null)
                .map(Labels::of)
                .toList();
        List<String> asked = queries().stream()
                .flatMap(query -> PromQl.selectors(query).values().stream())
                .map(labels -> labels.getOrDefault("result", List.of()))
                .filter(results -> results.contains("failed"))
                .findFirst()
                .orElseThrow();
        assertThat(asked).containsExactlyInAnyOrderElementsOf(failures);
    }

    @Test
    void legends_nameLabelsOfTheirQuery() {
        targets().forEach(target -> {
            String legend = target.get("legendFormat").asString();
            var labels = PromQl.selectors(target.get("expr").asString()).values();
            assertThat(Pattern.compile("\\{\\{(\\w+)}}").matcher(legend).results())
                    .allSatisfy(label -> assertThat(labels)
                            .anySatisfy(each -> assertThat(each).containsKey(label.group(1))));
        });
    }

    @Test
    void variables_areThoseThatTheQueriesName() {
        Set<String> defined = elements(dashboard.at("/templating/list"))
                .map(variable -> "$" + variable.get("name").asString())
                .collect(Collectors.toSet());
        assertThat(queries().stream()
                        .flatMap(query -> Pattern.compile("\"(\\$\\w+)\"")
                                .matcher(query)
                                .results()
                                .map(result -> result.group(1))))
                .isNotEmpty()
                .allMatch(defined::contains);
    }

    @Test
    void panels_haveIdsOfTheirOwn() {
        assertThat(elements(dashboard.get("panels"))
                        .map(panel -> panel.get("id").asInt()))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void parser_refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> PromQl.selectors("sum by (a) (rate(b{c=~\"d\"}))"))
                .hasMessageContaining("range");
        assertThatThrownBy(() -> PromQl.selectors("sum by (a) (b")).hasMessageContaining("unexpected");
        assertThatThrownBy(() -> PromQl.selectors("sum by (a) (b) c")).hasMessageContaining("unexpected");
        assertThat(PromQl.selectors("sum by (a) (rate(b{c=~\"d|e\"}[5m]))"))
                .isEqualTo(Map.of("b", Map.of("a", List.of(), "c", List.of("d", "e"))));
    }

    private void check(String query) {
        PromQl.selectors(query).forEach((metric, labels) -> {
            assertThat(scrape).as(query).containsKey(metric);
            assertThat(scrape.getOrDefault(metric, Map.of()).keySet()).as(query).containsAll(labels.keySet());
            labels.getOrDefault("result", List.of())
                    .forEach(result -> assertThat(Arrays.stream(Result.values()).map(Labels::of))
                            .as(query)
                            .contains(result));
        });
    }

    /** Returns the queries of all panels and variables. */
    private List<String> queries() {
        Stream<String> panels = targets().map(target -> target.get("expr").asString());
        Stream<String> variables = elements(dashboard.at("/templating/list"))
                .filter(variable -> variable.get("type").asString().equals("query"))
                .map(variable -> variable.at("/query/query").asString());
        return Stream.concat(panels, variables).toList();
    }

    private Stream<JsonNode> targets() {
        return elements(dashboard.get("panels"))
                .filter(panel -> panel.has("targets"))
                .flatMap(panel -> elements(panel.get("targets")));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Returns the name of a metric without the suffix of a histogram's part. */
    private static String family(String metric) {
        return metric.replaceFirst("_(bucket|count|sum|max)$", "");
    }
}
