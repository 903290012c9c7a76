package dev.holdall.micrometer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the metrics, their labels and the values of labels out of a PromQL expression. Knows as much of the language as
 * a dashboard needs: selectors with matchers and ranges, functions, aggregations by labels, and operators. Anything
 * else is an error.
 */
final class PromQl {

    private static final Set<String> FUNCTIONS = Set.of("rate", "increase", "histogram_quantile", "label_values");
    private static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min", "avg", "count");
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
            + "|(?<string>\"[^\"\\\\]*\")"
            + "|(?<number>[0-9.]+)"
            + "|(?<range>\\[(?:\\$__rate_interval|[0-9]+[smhd])\\])"
            + "|(?<operator>=~|!~|!=|[=+*/<>-])"
            + "|(?<mark>[(){},]))");

    /** What an expression wants of a metric: labels, and for matchers the texts that they compare with. */
    private final Map<String, Map<String, List<String>>> selectors = new LinkedHashMap<>();

    private final List<String> tokens;
    private final String text;
    private int next;

    private PromQl(String text) {
        this.text = text;
        this.tokens = tokens(text);
    }

    /** Returns, for each metric, its labels with the texts that matchers compare them with. */
    static Map<String, Map<String, List<String>>> selectors(String expression) {
        PromQl parser = new PromQl(expression);
        parser.expression(Set.of());
        if (parser.next < parser.tokens.size()) {
            throw parser.unexpected();
        }
        return parser.selectors;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.stripTrailing().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new IllegalArgumentException("no PromQL at " + end + " of " + text);
            }
            tokens.add(matcher.group().strip());
            end = matcher.end();
        }
        return tokens;
    }

    /** Parses an expression whose metrics have to have these labels, too, since they are grouped by them. */
    private void expression(Set<String> grouping) {
        term(grouping);
        while (next < tokens.size() && tokens.get(next).matches("[+*/<>-]")) {
            next++;
            term(grouping);
        }
    }

    private void term(Set<String> grouping) {
        String token = take();
        if (AGGREGATIONS.contains(token)) {
            aggregation(grouping);
        } else if (FUNCTIONS.contains(token)) {
            arguments(token, grouping);
        } else if (token.equals("(")) {
            expression(grouping);
            expect(")");
        } else if (token.matches("[a-zA-Z_:].*")) {
            selector(token, grouping);
        } else if (!token.matches("[0-9.]+")) {
            throw unexpected();
        }
    }

    private void aggregation(Set<String> outer) {
        Set<String> labels = new TreeSet<>();
        expect("by");
        expect("(");
        do {
            labels.add(take());
        } while (takeIf(","));
        expect(")");
        if (!labels.containsAll(outer)) {
            throw new IllegalArgumentException(labels + " lacks one of " + outer + " in " + text);
        }
        expect("(");
        expression(labels);
        expect(")");
    }

    private void arguments(String function, Set<String> grouping) {
        expect("(");
        if (function.equals("histogram_quantile")) {
            take();
            expect(",");
            Set<String> buckets = new TreeSet<>(grouping);
            buckets.add("le");
            expression(buckets);
        } else if (function.equals("label_values")) {
            String metric = take();
            int before = next;
            skipMatchers();
            expect(",");
            String label = take();
            int after = next;
            next = before;
            selector(metric, Set.of(label));
            next = after;
        } else {
            expression(grouping);
            if (!tokens.get(next - 1).startsWith("[")) {
                throw new IllegalArgumentException(function + " needs a range in " + text);
            }
        }
        expect(")");
    }

    private void skipMatchers() {
        if (takeIf("{")) {
            while (!takeIf("}")) {
                take();
            }
        }
    }

    private void selector(String metric, Set<String> grouping) {
        Map<String, List<String>> labels = selectors.computeIfAbsent(metric, name -> new TreeMap<>());
        grouping.forEach(label -> labels.computeIfAbsent(label, name -> new ArrayList<>()));
        if (takeIf("{")) {
            do {
                matcher(labels);
            } while (takeIf(","));
            expect("}");
        }
        if (next < tokens.size() && tokens.get(next).startsWith("[")) {
            next++;
        }
    }

    private void matcher(Map<String, List<String>> labels) {
        String label = take();
        String operator = take();
        String value = take();
        if (!operator.matches("=~|!~|!=|=") || !value.startsWith("\"")) {
            throw unexpected();
        }
        String content = value.substring(1, value.length() - 1);
        List<String> compared = content.startsWith("$") ? Collections.emptyList() : List.of(content.split("\\|"));
        labels.computeIfAbsent(label, name -> new ArrayList<>()).addAll(compared);
    }

    private String take() {
        if (next >= tokens.size()) {
            throw unexpected();
        }
        return tokens.get(next++);
    }

    private boolean takeIf(String token) {
        boolean found = next < tokens.size() && tokens.get(next).equals(token);
        next += found ? 1 : 0;
        return found;
    }

    private void expect(String token) {
        if (!takeIf(token)) {
            next++;
            throw unexpected();
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("unexpected: token " + next + " of " + tokens + " in " + text);
    }
}
