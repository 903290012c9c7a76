package dev.holdall.testservers.processes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server that runs as a process of its own.
 *
 * <p>It ends at {@link #close()}, at the latest with this JVM: also if that is killed, and if the server is paused
 * then. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final Path log;
    private final Watcher watcher;
    private final Runnable atExit = this::kill;
    private volatile boolean paused;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.watcher = Watcher.of(process.pid());
    }

    /**
     * Starts a server; returns at once.
     *
     * @param command the program and its arguments
     * @param folder where it runs; exists
     * @param log the file to which its output is appended
     * @return the running process
     * @throws UncheckedIOException if there is no such program
     */
    public static ServerProcess start(List<String> command, Path folder, Path log) {
        return start(command, Map.of(), folder, log);
    }

    /**
     * Starts a server with environment variables beside those of this JVM; returns at once.
     *
     * @param command the program and its arguments
     * @param environment the variables to set
     * @param folder where it runs; exists
     * @param log the file to which its output is appended
     * @return the running process
     * @throws UncheckedIOException if there is no such program
     */
    public static ServerProcess start(List<String> command, Map<String, String> environment, Path folder, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + command.get(0), e);
        }
        ServerProcess server = new ServerProcess(process, log);
        AtExit.register(server.atExit);
        CompletableFuture<?> unused = process.onExit().thenRun(server::ended);
        return server;
    }

    private void ended() {
        watcher.dismiss();
        AtExit.remove(atExit);
    }

    /**
     * The process's number.
     *
     * @return its number in the operating system
     */
    public long pid() {
        return process.pid();
    }

    /**
     * What the server printed.
     *
     * @return the file, perhaps shared with processes before this one
     */
    public Path log() {
        return log;
    }

    /**
     * Whether the process is there.
     *
     * @return true if it runs or is paused
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Whether the process is stopped.
     *
     * @return true between {@link #pause()} and {@link #resume()}
     */
    public boolean isPaused() {
        return paused;
    }

    /** Stops the process where it is (SIGSTOP): its connections stay open, and nothing answers. */
    public void pause() {
        signal("STOP");
        paused = true;
        if (!Poll.until(System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), this::hasStopped)) {
            throw new IllegalStateException("process " + pid() + " doesn't stop");
        }
    }

    /**
     * Whether each of its threads has noticed, which takes a moment on a busy machine; taken for so where there is no
     * /proc.
     */
    private boolean hasStopped() {
        Path threads = Path.of("/proc", Long.toString(pid()), "task");
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (Stream<Path> stats = Files.list(threads)) {
            return stats.allMatch(thread -> isStopped(thread.resolve("stat")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The state stands behind the name, which is in parentheses: T for stopped, Z for one that is no more. */
    private static boolean isStopped(Path stat) {
        try {
            String line = Files.readString(stat);
            return "TtZX".indexOf(line.charAt(line.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException ended) {
            return true;
        }
    }

    /** Lets a paused process go on (SIGCONT). */
    public void resume() {
        paused = false;
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("process " + pid() + " took no signal " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Interruption.of(e);
        }
    }

    /** Ends the process at once (SIGKILL), paused or not, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + pid() + " doesn't end");
            }
        } catch (InterruptedException e) {
            throw Interruption.of(e);
        }
    }

    /** Like {@link #kill()}. */
    @Override
    public void close() {
        kill();
    }
}
