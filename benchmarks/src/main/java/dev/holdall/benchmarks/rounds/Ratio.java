package dev.holdall.benchmarks.rounds;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The comparison of samples with those of the baseline. Each sample is compared with the baseline's sample of the same
 * round, and the median of these ratios counts. So what disturbs the machine only for a while changes little.
 *
 * @param throughput the calls per second, as a ratio
 * @param margin by how much the median of the throughput ratio may be wrong, at a confidence of 95%
 * @param p50 the calls' median time, as a ratio
 * @param p99 the time that one call in a hundred exceeds, as a ratio
 * @param cpu the processor time of this JVM for each call, as a ratio
 * @param bytesBeyond how much more is allocated for each call, in bytes
 * @param server the processor time of the server for each call, as a ratio; NaN where it isn't measured
 */
record Ratio(double throughput, double margin, double p50, double p99, double cpu, double bytesBeyond, double server) {

    /** The number of standard deviations that leaves out 5% of a normal distribution. */
    private static final double CONFIDENCE = 1.96;

    static Ratio of(List<Sample> samples, List<Sample> baseline) {
        double[] throughputs = compared(samples, baseline, (one, base) -> one.callsPerSecond() / base.callsPerSecond());
        return new Ratio(
                median(throughputs),
                margin(throughputs),
                median(samples, baseline, (one, base) -> one.p50Micros() / base.p50Micros()),
                median(samples, baseline, (one, base) -> one.p99Micros() / base.p99Micros()),
                median(samples, baseline, (one, base) -> one.cpuMicrosPerCall() / base.cpuMicrosPerCall()),
                median(samples, baseline, (one, base) -> one.bytesPerCall() - base.bytesPerCall()),
                median(samples, baseline, (one, base) -> one.serverMicrosPerCall() / base.serverMicrosPerCall()));
    }

    /** Returns a sample with the median of each figure. */
    static Sample median(List<Sample> samples) {
        return new Sample(
                median(samples, Sample::calls),
                median(samples, Sample::callsPerSecond),
                median(samples, Sample::p50Micros),
                median(samples, Sample::p99Micros),
                median(samples, Sample::cpuMicrosPerCall),
                median(samples, Sample::bytesPerCall),
                median(samples, Sample::serverMicrosPerCall));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return median(samples.stream().mapToDouble(figure).sorted().toArray());
    }

    private static double median(
            List<Sample> samples, List<Sample> baseline, ToDoubleBiFunction<Sample, Sample> comparison) {
        return median(compared(samples, baseline, comparison));
    }

    /** Compares the samples of each round, and returns the results sorted. */
    private static double[] compared(
            List<Sample> samples, List<Sample> baseline, ToDoubleBiFunction<Sample, Sample> comparison) {
        return IntStream.range(0, Math.min(samples.size(), baseline.size()))
                .mapToDouble(i -> comparison.applyAsDouble(samples.get(i), baseline.get(i)))
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /**
     * Returns half the width of the confidence interval of the median. Its bounds are two of the sorted values, chosen
     * by their ranks, so the distribution of the values doesn't matter.
     */
    private static double margin(double[] sorted) {
        int outside = Math.max(0, (int) (sorted.length / 2.0 - CONFIDENCE * Math.sqrt(sorted.length) / 2));
        return (sorted[sorted.length - 1 - outside] - sorted[outside]) / 2;
    }
}
