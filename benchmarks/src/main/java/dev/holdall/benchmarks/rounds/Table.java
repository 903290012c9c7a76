package dev.holdall.benchmarks.rounds;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints results as a table of text. */
public final class Table {

    private final Results results;
    private final Set<Targets> targets = new LinkedHashSet<>();
    private int aimed;
    private int missed;

    /**
     * Creates a table.
     *
     * @param results the results, with at least one sample of each row and condition
     */
    public Table(Results results) {
        this.results = results;
    }

    /**
     * Prints the table. Must be called only once, since it counts the targets that are met.
     *
     * @param out the stream to print to
     */
    public void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%s%n%-10s%-9s%6s  %-14s%9s%s%s%s | %7s%6s%s%s%s%n",
                results.title(),
                "verb",
                "face",
                "flight",
                "",
                "calls/s",
                ofLatency("  p50 us  p99 us"),
                ofUsage("  cpu us  bytes"),
                ofServer(" srv us"),
                "calls/s",
                "+-",
                ofLatency("   p50   p99"),
                ofUsage("   cpu  bytes"),
                ofServer("   srv"));
        for (Row row : results.rows()) {
            results.conditions(row).forEach(condition -> line(out, row, condition));
        }
        if (!results.failures().isEmpty()) {
            out.println(results.failures().size() + " rounds ended early, because a call failed, and don't count: "
                    + String.join("; ", new LinkedHashSet<>(results.failures())));
        }
        out.println(
                "Right of the bar: compared with " + results.baseline() + ", the median of the rounds." + summary());
    }

    private String summary() {
        if (targets.isEmpty()) {
            return "";
        }
        String all = targets.stream().map(Targets::toString).collect(Collectors.joining("; "));
        return " " + (aimed - missed) + " of " + aimed + " are within the targets (" + all + ")"
                + (missed == 0 ? "." : "; * marks the others.");
    }

    private void line(PrintStream out, Row row, String condition) {
        Sample median = results.median(row, condition);
        out.printf(
                Locale.ROOT,
                "%-10s%-9s%6d  %-14s%9.0f%s%s%s |%s%n",
                row.verb(),
                row.face(),
                row.inFlight(),
                condition,
                median.callsPerSecond(),
                ofLatency("%8.0f%8.0f", median.p50Micros(), median.p99Micros()),
                ofUsage("%8.2f%7.0f", median.cpuMicrosPerCall(), median.bytesPerCall()),
                ofServer("%7.1f", median.serverMicrosPerCall()),
                condition.equals(results.baseline()) ? "" : comparison(row, condition));
    }

    private String comparison(Row row, String condition) {
        Ratio ratio = results.ratio(row, condition);
        return String.format(
                        Locale.ROOT,
                        " %7.2f%6s",
                        ratio.throughput(),
                        results.rounds(row, condition) == 1 ? "-" : String.format(Locale.ROOT, "%.2f", ratio.margin()))
                + ofLatency("%6.2f%6.2f", ratio.p50(), ratio.p99())
                + ofUsage("%6.2f%+7.0f", ratio.cpu(), ratio.bytesBeyond())
                + ofServer("%6.2f", ratio.server())
                + ofTarget(row, condition);
    }

    /** Returns what is compared with another condition than the baseline, and the mark of a target that is missed. */
    private String ofTarget(Row row, String condition) {
        Targets aim = results.targets(row, condition);
        Ratio ratio = results.targetRatio(row, condition);
        String other = aim.comparedWith() == null
                ? ""
                : String.format(Locale.ROOT, "  %.2f of %s", ratio.throughput(), aim.comparedWith());
        return other + (isMet(aim, ratio) ? "" : " *");
    }

    private boolean isMet(Targets aim, Ratio ratio) {
        if (aim.equals(Targets.NONE)) {
            return true;
        }
        targets.add(aim);
        aimed++;
        boolean met = aim.areMetBy(ratio);
        missed += met ? 0 : 1;
        return met;
    }

    private String ofUsage(String format, Object... figures) {
        return results.countsUsage() ? String.format(Locale.ROOT, format, figures) : "";
    }

    private String ofLatency(String format, Object... figures) {
        return results.countsLatency() ? String.format(Locale.ROOT, format, figures) : "";
    }

    private String ofServer(String format, Object... figures) {
        return results.countsServer() ? String.format(Locale.ROOT, format, figures) : "";
    }
}
