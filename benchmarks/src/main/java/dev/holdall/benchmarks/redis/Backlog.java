package dev.holdall.benchmarks.redis;

import dev.holdall.SessionStore;
import dev.holdall.benchmarks.Workload;
import dev.holdall.testservers.redis.RedisServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How fast is handed over what was written while the other data centre was cut off.
 *
 * @param rate the option {@code sweep.rate}
 * @param records the number of records that the other data centre had not confirmed
 * @param bytesOfMark the memory that the mark of each record takes
 * @param begin the time from the end of the cut until the first record was confirmed
 * @param handOver the time from then until all were confirmed
 */
record Backlog(int rate, long records, double bytesOfMark, Duration begin, Duration handOver) {

    private static final String NAMESPACE = "backlog";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Cuts the other data centre off, and measures what follows when the link is healed. Blocks. */
    static Backlog measure(RedisServer here, Duration cut, int rate) {
        try (DataCentres dataCentres = DataCentres.of(here);
                SessionStore store = dataCentres.open(NAMESPACE, "sweep.rate = " + rate)) {
            Marks marks = dataCentres.marks(NAMESPACE);
            String[] keys = Workload.keys("rate-" + rate, Math.toIntExact(cut.toSeconds() * PacedWrites.RATE));
            dataCentres.there().link().cut();
            PacedWrites.run(store.async(), keys, key -> {});
            long records = marks.count();
            double bytes = marks.bytesEach();
            dataCentres.there().link().heal();
            Duration begin = marks.awaitAtMost(records - 1, PATIENCE);
            return new Backlog(rate, records, bytes, begin, marks.awaitAtMost(0, PATIENCE));
        }
    }

    private double recordsPerSecond() {
        return records * 1e9 / handOver.toNanos();
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "Backlog of a cut, sweep.rate = %d: %d records; the first after %.1f s, then %.0f a second; a mark"
                        + " takes %.0f bytes%n",
                rate,
                records,
                begin.toMillis() / 1e3,
                recordsPerSecond(),
                bytesOfMark);
    }

    Map<String, Object> line() {
        return Map.of(
                "table",
                "backlog",
                "sweepRate",
                rate,
                "records",
                records,
                "beginMillis",
                begin.toMillis(),
                "recordsPerSecond",
                recordsPerSecond(),
                "bytesOfMark",
                bytesOfMark);
    }
}
