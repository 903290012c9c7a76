package dev.holdall.benchmarks.rounds;

/**
 * A sample: what was measured of one contender in one round.
 *
 * @param calls the number of calls
 * @param callsPerSecond the throughput
 * @param p50Micros the median of the calls' times, in microseconds
 * @param p99Micros the time that one call in a hundred exceeds, in microseconds
 * @param cpuMicrosPerCall the processor time of all threads of this JVM for each call, in microseconds
 * @param bytesPerCall what all threads of this JVM allocated for each call
 * @param serverMicrosPerCall the processor time of the server for each call, in microseconds; NaN where it isn't
 *     measured
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
     * Returns this sample with the server's processor time.
     *
     * @param micros the processor time that the server used during all calls, in microseconds
     * @return a new sample
     */
    public Sample withServerMicros(double micros) {
        return new Sample(calls, callsPerSecond, p50Micros, p99Micros, cpuMicrosPerCall, bytesPerCall, micros / calls);
    }
}
