package dev.holdall.benchmarks.cassandra;

import java.util.Locale;

/**
 * What is aimed at; ratios count with two decimals, as tables show them.
 *
 * @param leastThroughput of the baseline's
 * @param mostLatency the median's and the 99th percentile's, of the baseline's
 */
record Targets(double leastThroughput, double mostLatency) {

    /** Nothing in particular. */
    static final Targets NONE = new Targets(0, Double.POSITIVE_INFINITY);

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
        return String.format(Locale.ROOT, "calls/s >= %.2f", leastThroughput)
                + (mostLatency == Double.POSITIVE_INFINITY
                        ? ""
                        : String.format(Locale.ROOT, ", p50 and p99 <= %.2f", mostLatency));
    }
}
