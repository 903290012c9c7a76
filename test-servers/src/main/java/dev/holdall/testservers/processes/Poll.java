package dev.holdall.testservers.processes;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks again and again, for as long as a server may take. */
public final class Poll {

    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

    private Poll() {}

    /** Whether the condition came true in time. */
    public static boolean until(long deadlineNanos, BooleanSupplier condition) {
        return until(deadlineNanos, INTERVAL_NANOS, condition);
    }

    /** Whether the condition came true in time, for servers that take less than the usual interval. */
    public static boolean until(long deadlineNanos, long intervalNanos, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (deadlineNanos - System.nanoTime() < 0) {
                return false;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
            LockSupport.parkNanos(intervalNanos);
        }
        return true;
    }
}
