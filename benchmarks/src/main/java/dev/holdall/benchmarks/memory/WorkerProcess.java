package dev.holdall.benchmarks.memory;

import dev.holdall.benchmarks.rounds.Load;
import dev.holdall.benchmarks.rounds.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A process that runs {@link Worker}. It rests between samples, so several of them can take turns. */
final class WorkerProcess implements Load, AutoCloseable {

    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    private WorkerProcess(Process process) {
        this.process = process;
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a process on the class path of this one. It ends when this process ends. */
    static WorkerProcess start(Peers peer, MemoryVerb verb) {
        try {
            return new WorkerProcess(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xms256m",
                            "-Xmx256m",
                            "-XX:+AlwaysPreTouch",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Worker.class.getName(),
                            peer.name(),
                            verb.name())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Sample run(int inFlight, Duration time) {
        commands.println(inFlight + " " + time.toMillis());
        String answer = nextLine();
        if (answer.startsWith("failed")) {
            throw new IllegalStateException(answer);
        }
        String[] figures = answer.split(" ", -1);
        return new Sample(
                Double.parseDouble(figures[0]),
                Double.parseDouble(figures[1]),
                Double.NaN,
                Double.NaN,
                Double.parseDouble(figures[2]),
                Double.parseDouble(figures[3]),
                Double.NaN);
    }

    private String nextLine() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("a process that measures has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        commands.close();
        process.destroy();
    }
}
