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

/** Tells what happens, when, where and how long it took; and refuses to tell what isn't so. */
final class Narrator {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** Begins a chapter. */
    void chapter(String title) {
        out.printf(Locale.ROOT, "%n%s%n%n%9s %-7s%9s%n", title, "at", "where", "took");
    }

    /** Tells what a call did, when it has done it. */
    <R> R call(DataCentre where, String what, Supplier<R> call) {
        long start = System.nanoTime();
        R result = call.get();
        line(where.name(), System.nanoTime() - start, what);
        return result;
    }

    /** Tells what happened to the network. */
    void event(String what) {
        out.printf(Locale.ROOT, "%7.2f s %-7s%9s   %s%n", seconds(), "", "", what);
    }

    /** Asks until something is so, and tells it then. */
    void await(DataCentre where, String what, Duration patience, BooleanSupplier condition) {
        long start = System.nanoTime();
        Optional<String> obstacle = obstacle(condition);
        while (obstacle.isPresent()) {
            check(
                    System.nanoTime() - start < patience.toNanos(),
                    "after " + patience.toSeconds() + " s it still isn't so, in " + where.name() + ", that " + what
                            + ": " + obstacle.get());
            LockSupport.parkNanos(PAUSE_NANOS);
            obstacle = obstacle(condition);
        }
        line(where.name(), System.nanoTime() - start, what);
    }

    /** What the next line tells is so, or there is no next line. */
    void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new BrokenPromiseException(otherwise);
        }
    }

    /** A failed call is one too: while a link heals, not every node answers yet. */
    private static Optional<String> obstacle(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean() ? Optional.empty() : Optional.of("the store says otherwise");
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
