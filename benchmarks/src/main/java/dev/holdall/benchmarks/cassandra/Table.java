package dev.holdall.benchmarks.cassandra;

import java.io.PrintStream;
import java.util.Locale;

/** Results as text. */
final class Table {

    private final Results results;
    private int compared;
    private int missed;

    Table(Results results) {
        this.results = results;
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%s%n%-10s%-9s%6s  %-13s%9s%8s%8s%s | %7s%6s%6s%s%n",
                results.title(),
                "verb",
                "face",
                "flight",
                "",
                "calls/s",
                "p50 us",
                "p99 us",
                ofUsage(" cpu us  bytes"),
                "calls/s",
                "p50",
                "p99",
                ofUsage("   cpu  bytes"));
        for (Row row : results.rows()) {
            results.conditions(row).forEach(condition -> line(out, row, condition));
        }
        out.println(
                "Right of the bar: compared with " + results.baseline() + ", the median of the rounds." + summary());
    }

    private String summary() {
        if (results.targets().equals(Targets.NONE)) {
            return "";
        }
        return " " + (compared - missed) + " of " + compared + " are within the targets (" + results.targets() + ")"
                + (missed == 0 ? "." : "; * marks the others.");
    }

    private void line(PrintStream out, Row row, String condition) {
        Sample median = results.median(row, condition);
        out.printf(
                Locale.ROOT,
                "%-10s%-9s%6d  %-13s%9.0f%8.0f%8.0f%s |%s%n",
                row.verb(),
                row.face(),
                row.inFlight(),
                condition,
                median.callsPerSecond(),
                median.p50Micros(),
                median.p99Micros(),
                ofUsage("%7.1f%7.0f", median.cpuMicrosPerCall(), median.bytesPerCall()),
                condition.equals(results.baseline()) ? "" : comparison(results.ratio(row, condition)));
    }

    private String comparison(Ratio ratio) {
        boolean met = results.targets().areMetBy(ratio);
        compared++;
        missed += met ? 0 : 1;
        return String.format(Locale.ROOT, " %7.2f%6.2f%6.2f", ratio.throughput(), ratio.p50(), ratio.p99())
                + ofUsage("%6.2f%+7.0f", ratio.cpu(), ratio.bytesBeyond())
                + (met ? "" : " *");
    }

    private String ofUsage(String format, Object... figures) {
        return results.countsUsage() ? String.format(Locale.ROOT, format, figures) : "";
    }
}
