package dev.holdall.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Targets GET = Targets.throughput("get", 0.95);

    private final Results results =
            new Results("Title", "raw", (row, condition) -> row.verb().equals("get") ? GET : Targets.NONE);

    @Test
    void print_aLineOutsideItsTarget_isMarkedAndCounted() {
        add("get", "store", 90);
        add("getAll", "store", 10);

        assertThat(print())
                .contains("0 of 1 are within the targets (get: calls/s >= 0.95); * marks the others.")
                .containsOnlyOnce(" *" + System.lineSeparator());
    }

    @Test
    void print_aLineWithinItsTarget_isNotMarked() {
        add("get", "store", 95);

        assertThat(print())
                .contains("1 of 1 are within the targets (get: calls/s >= 0.95).")
                .doesNotContain("*");
    }

    @Test
    void print_linesWithoutTargets_tellOfNone() {
        add("set", "store", 1);

        assertThat(print()).doesNotContain("target", "*");
    }

    @Test
    void print_aTargetBesideAnotherCondition_isComparedWithThat() {
        assertThat(printBesideScript(72))
                .contains("0.72", "0.90 of script" + System.lineSeparator())
                .contains("1 of 1 are within the targets (set: calls/s >= 0.90 of script).");
        assertThat(printBesideScript(71)).contains("0.89 of script *");
    }

    private static String printBesideScript(double callsPerSecond) {
        Targets set = Targets.throughput("set", 0.90).comparedWith("script");
        Results withScript =
                new Results("Title", "raw", (row, condition) -> condition.equals("store") ? set : Targets.NONE);
        Row row = new Row("set", "blocking", 1);
        withScript.add(row, "raw", sample(100));
        withScript.add(row, "script", sample(80));
        withScript.add(row, "store", sample(callsPerSecond));
        return print(withScript);
    }

    @Test
    void print_withoutLatency_leavesOutItsColumns() {
        add("get", "store", 95);
        assertThat(print()).contains("p50", "p99");

        results.withoutLatency();
        assertThat(print()).doesNotContain("p50", "p99").contains("0.95     -");
    }

    @Test
    void print_aCallThatTakesMilliseconds_keepsTheColumnsApart() {
        results.countingUsage();
        results.add(
                new Row("endAll", "blocking", 1),
                "raw",
                new Sample(1, 266, 3_511, 9_390, 1_081.72, 59_848, Double.NaN));

        assertThat(print()).contains("    3511    9390 1081.72  59848");
    }

    @Test
    void print_roundsThatEndedEarly_areCounted() {
        add("get", "store", 95);
        results.failed("a call failed: Example");
        results.failed("a call failed: Example");

        assertThat(print())
                .contains("2 rounds ended early, because a call failed, and don't count: a call failed: Example");
    }

    @Test
    void print_oneRound_tellsNoMargin() {
        add("get", "store", 95);
        assertThat(print()).contains("0.95     -");

        add("get", "store", 105);
        assertThat(print()).contains("1.00  0.05");
    }

    private void add(String verb, String condition, double callsPerSecond) {
        Row row = new Row(verb, "blocking", 1);
        results.add(row, "raw", sample(100));
        results.add(row, condition, sample(callsPerSecond));
    }

    private static Sample sample(double callsPerSecond) {
        return new Sample(1, callsPerSecond, 1, 1, 1, 1, Double.NaN);
    }

    private String print() {
        return print(results);
    }

    private static String print(Results results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Table(results).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
