package dev.holdall.benchmarks.rounds;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What the live threads of this JVM have used so far, the client library's threads included. The JVM counts this in any
 * case, so reading it doesn't disturb the measurement.
 *
 * @param bytes the allocated bytes
 * @param cpuNanos the processor time, without that of the JIT compiler and the garbage collector
 */
record Usage(double bytes, double cpuNanos) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Usage now() {
        long[] ids = THREADS.getAllThreadIds();
        return new Usage(sum(THREADS.getThreadAllocatedBytes(ids)), sum(THREADS.getThreadCpuTime(ids)));
    }

    /** Returns the sum over the threads; a thread that has ended meanwhile has -1, and is left out. */
    private static double sum(long[] each) {
        return Arrays.stream(each).filter(one -> one > 0).sum();
    }
}
