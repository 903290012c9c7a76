package dev.holdall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of the memory backend and of raw Caffeine, and compares them. */
public final class Comparison {

    private static final Path RESULTS = Path.of("benchmarks", "target", "results");

    private Comparison() {}

    /**
     * Runs a comparison.
     *
     * @param arguments {@code memory}, and optionally {@code --quick}
     * @throws IOException if the results can't be written
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        List<String> words = Arrays.asList(arguments);
        if (!words.contains("memory")) {
            throw new IllegalArgumentException("usage: benchmarks/run.sh memory [--quick]");
        }
        boolean quick = words.contains("--quick");
        List<RunResult> results = new ArrayList<>();
        for (int threads : quick ? new int[] {1} : new int[] {1, 2}) {
            results.addAll(run("Memory", threads, quick));
        }
        Files.createDirectories(RESULTS);
        Path json = RESULTS.resolve("memory.json");
        ResultFormatFactory.getInstance(ResultFormatType.JSON, json.toString()).writeOut(results);
        new RatioTable(results).print(System.out);
        System.out.println("JSON: " + json);
    }

    private static Collection<RunResult> run(String prefix, int threads, boolean quick) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\.benchmarks\\." + prefix
                        + (quick ? "(Raw|Blocking|Async)\\." : "(Raw|Plain|Blocking|Async)\\."))
                .mode(Mode.Throughput)
                .threads(threads)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");
        return new Runner((quick ? rough(options) : thorough(options)).build()).run();
    }

    private static ChainedOptionsBuilder rough(ChainedOptionsBuilder options) {
        return options.forks(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(400))
                .measurementIterations(2)
                .measurementTime(TimeValue.milliseconds(300));
    }

    private static ChainedOptionsBuilder thorough(ChainedOptionsBuilder options) {
        return options.forks(3)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1));
    }
}
