package dev.holdall.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks that {@code docs/metrics.md} lists the meters that there are, with their types, units and tags. */
class MetricsDocTest {

    private static final Path DOC = Path.of("..", "..", "docs", "metrics.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(holdall\\.[a-z.]+)` \\| (\\w+) \\| (\\w*) ?\\| ([^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern ATTRIBUTE = Pattern.compile("^\\| `([a-z.]+)` \\| [^|]+ \\|$", Pattern.MULTILINE);

    private record Described(String type, String unit, Set<String> tags) {}

    @Test
    void table_isWhatIsRegistered() throws IOException {
        Map<String, Described> table = new TreeMap<>();
        ROW.matcher(Files.readString(DOC)).results().forEach(row -> table.put(row.group(1), described(row)));

        assertThat(table).isEqualTo(registered());
    }

    @Test
    void attributes_areThoseOfASpan() throws IOException {
        Spans spans = new Spans();
        try (SessionStore store = SomeCalls.open(new TracingObserver(spans.registry()))) {
            store.get(SomeCalls.KEY);
        }
        Set<String> documented = ATTRIBUTE
                .matcher(Files.readString(DOC))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        assertThat(documented).isEqualTo(spans.attributes("get sessions").keySet());
    }

    private static Described described(MatchResult row) {
        Set<String> tags = CODE.matcher(row.group(4))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Described(row.group(2), row.group(3), tags);
    }

    private static Map<String, Described> registered() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        MetricsObserver observer = new MetricsObserver(registry);
        try (SessionStore store = SomeCalls.open(observer)) {
            SomeCalls.make(store);
        }
        SomeCalls.tell(observer);
        Map<String, Described> meters = new TreeMap<>();
        registry.getMeters().stream()
                .filter(meter -> !meter.getId().getName().endsWith(".histogram"))
                .forEach(meter -> meters.put(meter.getId().getName(), described(meter)));
        return meters;
    }

    private static Described described(Meter meter) {
        Set<String> tags =
                meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
        String unit = meter.getId().getBaseUnit();
        String type = meter.getId().getType() == Meter.Type.DISTRIBUTION_SUMMARY
                ? "summary"
                : meter.getId().getType().name().toLowerCase(java.util.Locale.ROOT);
        return new Described(type, unit == null ? "" : unit, tags);
    }
}
