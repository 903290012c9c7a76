package dev.holdall.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * A table that compares each verb of each face with the raw library: throughput as a ratio, allocation as a difference.
 */
final class RatioTable {

    /**
     * The name of a benchmark, such as {@code dev.holdall.benchmarks.MemoryRaw.getHit}: the backend (Memory), the
     * contender (Raw) and the verb.
     */
    private static final Pattern NAME = Pattern.compile(".*\\.[A-Z][a-z]+(?<contender>[A-Z][a-z]+)\\.(?<verb>\\w+)");

    private static final String RAW = "Raw";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final TreeMap<String, TreeMap<String, RunResult>> facesByVerb = new TreeMap<>();

    RatioTable(Collection<RunResult> results) {
        for (RunResult result : results) {
            Matcher name = NAME.matcher(result.getParams().getBenchmark());
            if (!name.matches()) {
                throw new IllegalArgumentException(
                        "not a contender's benchmark: " + result.getParams().getBenchmark());
            }
            String verb = name.group("verb") + " x" + result.getParams().getThreads();
            String contender = name.group("contender");
            facesByVerb.computeIfAbsent(verb, v -> new TreeMap<>()).put(contender, result);
        }
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%-14s%-10s%16s%8s%16s%16s%n",
                "verb xThreads",
                "face",
                "calls/s",
                "of raw",
                "bytes/call",
                "beyond raw");
        facesByVerb.forEach((verb, faces) -> {
            RunResult raw = Objects.requireNonNull(faces.get(RAW), "no raw result for " + verb);
            faces.descendingMap().forEach((face, result) -> line(out, verb, face, result, raw));
        });
    }

    private static void line(PrintStream out, String verb, String face, RunResult result, RunResult raw) {
        out.printf(
                Locale.ROOT,
                "%-14s%-10s%16.0f%8.2f%16.0f%+16.0f%n",
                verb,
                face.toLowerCase(Locale.ROOT),
                callsPerSecond(result),
                callsPerSecond(result) / callsPerSecond(raw),
                bytesPerCall(result),
                bytesPerCall(result) - bytesPerCall(raw));
    }

    private static double callsPerSecond(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static double bytesPerCall(RunResult result) {
        Result<?> allocated =
                Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED), "run with -prof gc");
        return allocated.getScore();
    }
}
