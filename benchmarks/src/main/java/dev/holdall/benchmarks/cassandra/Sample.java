package dev.holdall.benchmarks.cassandra;

/**
 * What was measured in one go.
 *
 * @param callsPerSecond throughput
 * @param p50Micros the median of the calls' times, in microseconds
 * @param p99Micros the time that one call in a hundred exceeds, in microseconds
 * @param cpuMicrosPerCall the processor time of all threads of this JVM for each call, in microseconds
 * @param bytesPerCall what all threads of this JVM allocated for each call
 */
record Sample(
        double callsPerSecond, double p50Micros, double p99Micros, double cpuMicrosPerCall, double bytesPerCall) {}
