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
                "%n%s%n%-10s%-9s%6s  %-13s%9s%8s%8s%7s%7s | %7s%6s%6s%6s%7s%n",
                results.title(),
                "verb",
                "face",
                "flight",
                "",
                "calls/s",
                "p50 us",
                "p99 us",
                "cpu us",
                "bytes",
                "calls/s",
                "p50",
                "p99",
                "cpu",
                "bytes");
        for (Row row : results.rows()) {
            results.conditions(row).forEach(condition -> line(out, row, condition));
        }
        out.printf(
                Locale.ROOT,
                "Right of the bar: compared with %s, the median of the rounds. %d of %d are within the targets"
                        + " (calls/s >= 0.95, p50 and p99 <= 1.10)%s%n",
                results.baseline(),
                compared - missed,
                compared,
                missed == 0 ? "." : "; * marks the others.");
    }

    private void line(PrintStream out, Row row, String condition) {
        Sample median = results.median(row, condition);
        out.printf(
                Locale.ROOT,
                "%-10s%-9s%6d  %-13s%9.0f%8.0f%8.0f%7.1f%7.0f",
                row.verb(),
                row.face(),
                row.inFlight(),
                condition,
                median.callsPerSecond(),
                median.p50Micros(),
                median.p99Micros(),
                median.cpuMicrosPerCall(),
                median.bytesPerCall());
        out.println(condition.equals(results.baseline()) ? " |" : comparison(results.ratio(row, condition)));
    }

    private String comparison(Ratio ratio) {
        compared++;
        if (!ratio.meetsTargets()) {
            missed++;
        }
        return String.format(
                Locale.ROOT,
                " | %7.2f%6.2f%6.2f%6.2f%+7.0f%s",
                ratio.throughput(),
                ratio.p50(),
                ratio.p99(),
                ratio.cpu(),
                ratio.bytesBeyond(),
                ratio.meetsTargets() ? "" : " *");
    }
}
