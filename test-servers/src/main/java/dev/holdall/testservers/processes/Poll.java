package dev.holdall.testservers.processes;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Checks a condition again and again, until it holds or the time is over. */
public final class Poll {

    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

    private Poll() {}

    /** Waits until the condition holds; returns whether it did in time. */
    public static boolean until(long deadlineNanos, BooleanSupplier condition) {
        return until(deadlineNanos, INTERVAL_NANOS, condition);
    }

    /** Waits until the condition holds, with another interval than the usual 100 ms; returns whether it did in time. */
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
