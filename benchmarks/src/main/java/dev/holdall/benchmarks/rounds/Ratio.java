package dev.holdall.benchmarks.rounds;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How samples compare with the baseline's: each with the one of the same round, and of these the median, so that what
 * disturbs the machine for a while moves nothing.
 *
 * @param throughput calls a second, as a ratio
 * @param margin by how much that median may be off, with a confidence of 95 in 100
 * @param p50 the calls' median time, as a ratio
 * @param p99 the time that one call in a hundred exceeds, as a ratio
 * @param cpu the processor time of this JVM for each call, as a ratio
 * @param bytesBeyond what is allocated more for each call, in bytes
 * @param server the processor time of the server for each call, as a ratio; not a number where it is not asked
 */
record Ratio(double throughput, double margin, double p50, double p99, double cpu, double bytesBeyond, double server) {

    /** So many standard deviations leave 5 in 100 out. */
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

    /** The medians of the samples themselves. */
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

    /** Round by round, then sorted. */
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
     * Half of what lies between the two that the median is between so surely, whatever the distribution: by their
     * ranks.
     */
    private static double margin(double[] sorted) {
        int outside = Math.max(0, (int) (sorted.length / 2.0 - CONFIDENCE * Math.sqrt(sorted.length) / 2));
        return (sorted[sorted.length - 1 - outside] - sorted[outside]) / 2;
    }
}
