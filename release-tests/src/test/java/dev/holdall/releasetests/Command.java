package dev.holdall.releasetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs in a process of its own, and whose output goes into a file. */
final class Command {

    private static final long TIMEOUT_MINUTES = 15;
    private static final int LINES_SHOWN = 60;

    private final List<String> words;
    private final Path output;
    private final Process process;

    private Command(List<String> words, Path output, Process process) {
        this.words = words;
        this.output = output;
        this.process = process;
    }

    /**
     * Starts a program.
     *
     * @param folder the folder in which it runs
     * @param environment variables beside those of this process
     * @param output the file for what it prints
     */
    static Command start(Path folder, Map<String, String> environment, Path output, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            Process process = builder.start();
            process.getOutputStream().close();
            return new Command(words, output, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the program has ended.
     *
     * @return what it has printed
     * @throws AssertionError if it fails, or takes longer than 15 minutes
     */
    String awaitSuccess() {
        try {
            boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError((ended ? "exit code " + process.exitValue() : "timed out") + ": "
                        + String.join(" ", words) + "\n" + lastLines());
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }
}
