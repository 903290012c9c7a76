package dev.holdall.benchmarks.rounds;

/**
 * What was measured in one go.
 *
 * @param calls how many calls that were
 * @param callsPerSecond throughput
 * @param p50Micros the median of the calls' times, in microseconds
 * @param p99Micros the time that one call in a hundred exceeds, in microseconds
 * @param cpuMicrosPerCall the processor time of all threads of this JVM for each call, in microseconds
 * @param bytesPerCall what all threads of this JVM allocated for each call
 * @param serverMicrosPerCall the processor time of the server for each call, in microseconds; not a number where it is
 *     not asked
 */
public record Sample(
        double calls,
        double callsPerSecond,
        double p50Micros,
        double p99Micros,
        double cpuMicrosPerCall,
        double bytesPerCall,
        double serverMicrosPerCall) {

    /**
     * The same with the server's part.
     *
     * @param micros the processor time that the server used meanwhile, in microseconds
     * @return another sample
     */
    public Sample withServerMicros(double micros) {
        return new Sample(calls, callsPerSecond, p50Micros, p99Micros, cpuMicrosPerCall, bytesPerCall, micros / calls);
    }
}
