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
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * A server that runs as a process of its own.
 *
 * <p>It ends at {@link #close()}, at the latest with this JVM: even if that is killed, and even if the server is paused
 * then. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final Path log;
    private final Watcher watcher;
    private final Runnable atExit = this::kill;
    private volatile boolean paused;

    private ServerProcess(Process process, Path log, Watcher watcher) {
        this.process = process;
        this.log = log;
        this.watcher = watcher;
    }

    /**
     * Starts a server, and returns at once.
     *
     * @param command the program and its arguments
     * @param folder the working directory, which has to exist
     * @param log the file to which the server's output is appended
     * @return the running process
     * @throws UncheckedIOException if the program can't be started
     */
    public static ServerProcess start(List<String> command, Path folder, Path log) {
        return start(command, Map.of(), folder, log);
    }

    /**
     * Starts a server with this JVM's environment variables and the given ones, and returns at once.
     *
     * @param command the program and its arguments
     * @param environment the variables to set
     * @param folder the working directory, which has to exist
     * @param log the file to which the server's output is appended
     * @return the running process
     * @throws UncheckedIOException if the program can't be started
     */
    public static ServerProcess start(List<String> command, Map<String, String> environment, Path folder, Path log) {
        return start(command, environment, folder, log, Watcher::of);
    }

    /**
     * Starts a server, and then its watcher. If the watcher can't be started, the server is killed again.
     *
     * @param watching starts the watcher of a process that has this ID
     */
    static ServerProcess start(
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path log,
            LongFunction<Watcher> watching) {
        Process process = start(command, environment, folder.toFile(), log.toFile());
        try {
            ServerProcess server = new ServerProcess(process, log, watching.apply(process.pid()));
            AtExit.register(server.atExit);
            CompletableFuture<?> unused = process.onExit().thenRun(server::ended);
            return server;
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Process start(List<String> command, Map<String, String> environment, File folder, File log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + command.get(0), e);
        }
    }

    private void ended() {
        watcher.dismiss();
        AtExit.remove(atExit);
    }

    /**
     * Returns the process ID.
     *
     * @return the ID of the process in the operating system
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Returns the log with the server's output.
     *
     * @return the file, which may also have the output of processes that ran before this one
     */
    public Path log() {
        return log;
    }

    /**
     * Whether the process exists.
     *
     * @return true if the process runs or is paused
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Whether the process is paused.
     *
     * @return true between {@link #pause()} and {@link #resume()}
     */
    public boolean isPaused() {
        return paused;
    }

    /** Suspends the process (SIGSTOP): its connections stay open, but it answers nothing. */
    public void pause() {
        signal("STOP");
        paused = true;
        if (!Poll.until(System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), this::hasStopped)) {
            throw new IllegalStateException("process " + pid() + " didn't stop within " + PATIENCE_SECONDS + " s");
        }
    }

    /**
     * Whether each thread of the process has stopped, which takes a moment on a busy machine. Where there is no /proc,
     * this isn't checked, and the answer is true.
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

    /**
     * Whether a thread has stopped or ended. In its stat file, the state follows the name, which is in parentheses: T
     * or t is stopped, Z or X has ended.
     */
    private static boolean isStopped(Path stat) {
        try {
            String line = Files.readString(stat);
            return "TtZX".indexOf(line.charAt(line.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException ended) {
            return true;
        }
    }

    /** Resumes a paused process (SIGCONT). */
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
                throw new IllegalStateException("kill couldn't send SIG" + name + " to process " + pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Interruption.of(e);
        }
    }

    /** Kills the process (SIGKILL), paused or not, and waits until it has ended. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + pid() + " didn't end within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw Interruption.of(e);
        }
    }

    /** Kills the process, like {@link #kill()}. */
    @Override
    public void close() {
        kill();
    }
}
