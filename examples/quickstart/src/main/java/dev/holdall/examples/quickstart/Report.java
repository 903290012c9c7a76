package dev.holdall.examples.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The results of the load.
 *
 * @param tally what all clients have seen
 * @param threads the number of threads
 * @param duration how long the threads ran
 * @param revoked the number of logouts
 * @param resurrected how many of the sessions logged out could be read at the end
 */
record Report(Tally tally, int threads, Duration duration, long revoked, long resurrected) {

    void print(PrintStream out) {
        out.printf(Locale.ROOT, "load: %d threads for %d s%n", threads, duration.toSeconds());
        out.printf(Locale.ROOT, "%-12s%12s%12s%12s%12s   microseconds%n", "verb", "calls/s", "p50", "p99", "p99.9");
        for (Verb verb : Verb.values()) {
            line(out, verb, tally.of(verb));
        }
        out.printf(Locale.ROOT, "%-12s%12d%n%n", "all", tally.calls() / duration.toSeconds());
        out.printf(Locale.ROOT, "hits: %d%nmisses: %d%n", tally.hits(), tally.misses());
        out.printf("errors: %s%n", tally.failures().isEmpty() ? "0" : tally.failures());
        out.printf(Locale.ROOT, "sessions logged out: %d%nresurrected sessions: %d%n", revoked, resurrected);
    }

    private void line(PrintStream out, Verb verb, Histogram nanos) {
        out.printf(
                Locale.ROOT,
                "%-12s%12d%12.1f%12.1f%12.1f%n",
                verb.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                nanos.getTotalCount() / duration.toSeconds(),
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getValueAtPercentile(99.9) / 1e3);
    }
}
