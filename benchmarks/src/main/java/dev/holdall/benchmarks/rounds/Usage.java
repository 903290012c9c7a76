package dev.holdall.benchmarks.rounds;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What the live threads of this JVM have used so far, those of the client library too. The JVM counts it anyway, so to
 * look costs nothing.
 *
 * @param bytes allocated
 * @param cpuNanos processor time; not that of the compiler or the garbage collector
 */
record Usage(double bytes, double cpuNanos) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Usage now() {
        long[] ids = THREADS.getAllThreadIds();
        return new Usage(sum(THREADS.getThreadAllocatedBytes(ids)), sum(THREADS.getThreadCpuTime(ids)));
    }

    /** Threads that have ended tell -1. */
    private static double sum(long[] each) {
        return Arrays.stream(each).filter(one -> one > 0).sum();
    }
}
