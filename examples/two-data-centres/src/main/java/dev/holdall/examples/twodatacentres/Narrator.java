package dev.holdall.examples.twodatacentres;

import dev.holdall.SessionStoreException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Prints what happens, when, where, and how long it took. It checks what it prints, and fails instead of printing what
 * isn't so.
 */
final class Narrator {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** Prints the title of a chapter. */
    void chapter(String title) {
        out.printf(Locale.ROOT, "%n%s%n%n%9s %-7s%9s%n", title, "at", "where", "took");
    }

    /** Makes a call, and then prints what it did. */
    <R> R call(DataCentre where, String what, Supplier<R> call) {
        long start = System.nanoTime();
        R result = call.get();
        line(where.name(), System.nanoTime() - start, what);
        return result;
    }

    /** Prints what happened to the network. */
    void event(String what) {
        out.printf(Locale.ROOT, "%7.2f s %-7s%9s   %s%n", seconds(), "", "", what);
    }

    /** Waits until a condition holds, and then prints what is so now. */
    void await(DataCentre where, String what, Duration patience, BooleanSupplier condition) {
        long start = System.nanoTime();
        Optional<String> obstacle = obstacle(condition);
        while (obstacle.isPresent()) {
            check(
                    System.nanoTime() - start < patience.toNanos(),
                    "in " + where.name() + ", this still isn't so after " + patience.toSeconds() + " s: \"" + what
                            + "\" (" + obstacle.get() + ")");
            LockSupport.parkNanos(PAUSE_NANOS);
            obstacle = obstacle(condition);
        }
        line(where.name(), System.nanoTime() - start, what);
    }

    /** Fails unless a condition holds that the next line relies on. */
    void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new BrokenPromiseException(otherwise);
        }
    }

    /**
     * Returns why the condition doesn't hold; empty if it holds. A failed call is a reason too: while a link heals, not
     * every node answers yet.
     */
    private static Optional<String> obstacle(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean() ? Optional.empty() : Optional.of("the store answered otherwise");
        } catch (SessionStoreException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void line(String where, long nanos, String what) {
        out.printf(Locale.ROOT, "%7.2f s %-7s%6.1f ms   %s%n", seconds(), where, nanos / 1e6, what);
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
