package dev.holdall.benchmarks.rounds;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The targets of lines of a table. Ratios are rounded to two decimals before they are compared, as the table shows
 * them.
 *
 * @param what the lines for which the targets hold; empty for all lines
 * @param leastThroughput the least throughput, as a ratio to the baseline's
 * @param mostLatency the greatest median and 99th percentile of the latency, as ratios to the baseline's
 * @param mostServer the greatest processor time of the server for each call, as a ratio to the baseline's
 * @param comparedWith the condition that takes the place of the baseline in these ratios; null for the baseline itself
 */
public record Targets(
        String what,
        double leastThroughput,
        double mostLatency,
        double mostServer,
        @Nullable String comparedWith) {

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    /** No targets: every ratio meets them. */
    public static final Targets NONE = new Targets("", 0, NO_LIMIT, NO_LIMIT, null);

    /** Chooses the targets of each line. */
    public interface ByLine {

        /**
         * Returns the targets of a line that is compared with the baseline.
         *
         * @param row the line's row
         * @param condition the line's condition
         * @return the targets; {@link Targets#NONE} if the line has none
         */
        Targets of(Row row, String condition);
    }

    /**
     * Creates targets for the throughput alone.
     *
     * @param what the lines for which the target holds
     * @param leastThroughput the least throughput, as a ratio to the baseline's
     * @return the targets
     */
    public static Targets throughput(String what, double leastThroughput) {
        return new Targets(what, leastThroughput, NO_LIMIT, NO_LIMIT, null);
    }

    /**
     * Creates targets for the throughput and the latency.
     *
     * @param leastThroughput the least throughput, as a ratio to the baseline's
     * @param mostLatency the greatest median and 99th percentile of the latency, as ratios to the baseline's
     * @return the targets, for all lines
     */
    public static Targets of(double leastThroughput, double mostLatency) {
        return new Targets("", leastThroughput, mostLatency, NO_LIMIT, null);
    }

    /**
     * Returns the same targets beside another condition than the baseline.
     *
     * @param condition the condition, which every row with these targets has
     * @return the targets
     */
    public Targets comparedWith(String condition) {
        return new Targets(what, leastThroughput, mostLatency, mostServer, condition);
    }

    /**
     * Returns the same targets, and one for the server's processor time, which the results have to count.
     *
     * @param ratio the greatest processor time of the server for each call, as a ratio to the baseline's
     * @return the targets
     */
    public Targets withMostServer(double ratio) {
        return new Targets(what, leastThroughput, mostLatency, ratio, comparedWith);
    }

    boolean areMetBy(Ratio ratio) {
        return round(ratio.throughput()) >= leastThroughput
                && (!limitsLatency() || isLatencyMetBy(ratio))
                && (!limitsServer() || round(ratio.server()) <= mostServer);
    }

    private boolean limitsLatency() {
        return mostLatency != NO_LIMIT;
    }

    private boolean limitsServer() {
        return mostServer != NO_LIMIT;
    }

    private boolean isLatencyMetBy(Ratio ratio) {
        return round(ratio.p50()) <= mostLatency && round(ratio.p99()) <= mostLatency;
    }

    private static double round(double ratio) {
        return Math.round(ratio * 100) / 100.0;
    }

    @Override
    public String toString() {
        return (what.isEmpty() ? "" : what + ": ")
                + String.format(Locale.ROOT, "calls/s >= %.2f", leastThroughput)
                + (comparedWith == null ? "" : " of " + comparedWith)
                + (limitsLatency() ? String.format(Locale.ROOT, ", p50 and p99 <= %.2f", mostLatency) : "")
                + (limitsServer() ? String.format(Locale.ROOT, ", srv <= %.2f", mostServer) : "");
    }
}
