package dev.holdall.benchmarks.memory;

import dev.holdall.benchmarks.rounds.Sample;
import dev.holdall.benchmarks.rounds.TightLoad;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The program of a process that measures one verb of one contender. It takes a sample for each line of its input, which
 * has the number of threads and of milliseconds, and prints the sample. It ends with its input.
 */
public final class Worker {

    private Worker() {}

    /**
     * Measures until the input ends.
     *
     * @param arguments the names of the contender and of the verb
     * @throws IOException if the input can't be read
     */
    public static void main(String[] arguments) throws IOException {
        MemoryVerb verb = MemoryVerb.valueOf(arguments[1]);
        TightLoad load = new TightLoad(verb.keys(), Peers.valueOf(arguments[0]).call(verb));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] command = line.split(" ", -1);
            System.out.println(answer(load, Integer.parseInt(command[0]), Long.parseLong(command[1])));
        }
        System.exit(0);
    }

    private static String answer(TightLoad load, int threads, long millis) {
        try {
            Sample sample = load.run(threads, Duration.ofMillis(millis));
            return "%s %s %s %s"
                    .formatted(
                            sample.calls(), sample.callsPerSecond(), sample.cpuMicrosPerCall(), sample.bytesPerCall());
        } catch (IllegalStateException e) {
            return "failed: " + e.getCause();
        }
    }
}
