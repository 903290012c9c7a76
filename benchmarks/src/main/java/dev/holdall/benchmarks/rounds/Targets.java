package dev.holdall.benchmarks.rounds;

import java.util.Locale;

/**
 * What is aimed at; ratios count with two decimals, as tables show them.
 *
 * @param what which lines that holds for; empty if for all
 * @param leastThroughput of the baseline's
 * @param mostLatency the median's and the 99th percentile's, of the baseline's
 */
public record Targets(String what, double leastThroughput, double mostLatency) {

    /** Nothing in particular. */
    public static final Targets NONE = new Targets("", 0, Double.POSITIVE_INFINITY);

    /** Which line has which. */
    public interface ByLine {

        /**
         * Those of a line that is compared with the baseline.
         *
         * @param row the line's row
         * @param condition the line's condition
         * @return {@link Targets#NONE} if it has none
         */
        Targets of(Row row, String condition);
    }

    /**
     * Throughput alone.
     *
     * @param what which lines that holds for
     * @param leastThroughput of the baseline's
     * @return the targets
     */
    public static Targets throughput(String what, double leastThroughput) {
        return new Targets(what, leastThroughput, Double.POSITIVE_INFINITY);
    }

    boolean areMetBy(Ratio ratio) {
        return round(ratio.throughput()) >= leastThroughput
                && round(ratio.p50()) <= mostLatency
                && round(ratio.p99()) <= mostLatency;
    }

    private static double round(double ratio) {
        return Math.round(ratio * 100) / 100.0;
    }

    @Override
    public String toString() {
        return (what.isEmpty() ? "" : what + ": ")
                + String.format(Locale.ROOT, "calls/s >= %.2f", leastThroughput)
                + (mostLatency == Double.POSITIVE_INFINITY
                        ? ""
                        : String.format(Locale.ROOT, ", p50 and p99 <= %.2f", mostLatency));
    }
}
