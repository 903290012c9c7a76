package dev.holdall.examples.quickstart;

import dev.holdall.SessionStoreException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Counts what a client has seen: latencies, hits, misses and failures. Each thread has one of its own; they are added
 * up afterwards.
 */
final class Tally {

    private static final int DIGITS = 3;

    private final Map<Verb, Histogram> nanos = new EnumMap<>(Verb.class);
    private final Map<String, Long> failures = new TreeMap<>();
    private long hits;
    private long misses;

    Tally() {
        for (Verb verb : Verb.values()) {
            nanos.put(verb, new Histogram(DIGITS));
        }
    }

    void took(Verb verb, long nanosTaken) {
        of(verb).recordValue(nanosTaken);
    }

    void read(boolean found) {
        if (found) {
            hits++;
        } else {
            misses++;
        }
    }

    void failed(SessionStoreException failure) {
        failures.merge(failure.getClass().getSimpleName(), 1L, Long::sum);
    }

    void add(Tally other) {
        nanos.forEach((verb, histogram) -> histogram.add(other.of(verb)));
        other.failures.forEach((failure, count) -> failures.merge(failure, count, Long::sum));
        hits += other.hits;
        misses += other.misses;
    }

    Histogram of(Verb verb) {
        return Objects.requireNonNull(nanos.get(verb));
    }

    long hits() {
        return hits;
    }

    long misses() {
        return misses;
    }

    long calls() {
        return nanos.values().stream().mapToLong(Histogram::getTotalCount).sum();
    }

    Map<String, Long> failures() {
        return failures;
    }
}
