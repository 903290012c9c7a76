package dev.holdall.testservers.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * A tiny process that outlives this JVM by a moment, to kill a server that the JVM left behind.
 *
 * <p>It reads from a pipe that only this JVM holds open. A line dismisses it; the pipe's end, however the JVM came to
 * its own end, makes it kill the one process that it watches, paused or not.
 */
final class Watcher {

    private static final String SCRIPT = "read line || kill -9 \"$1\"";

    private final Process process;

    private Watcher(Process process) {
        this.process = process;
    }

    static Watcher of(long pid) {
        try {
            return new Watcher(new ProcessBuilder("sh", "-c", SCRIPT, "watcher", Long.toString(pid))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("no process to watch a server", e);
        }
    }

    /** Lets it end without a kill: the process that it watches is gone, and its number may be another's. */
    void dismiss() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // It was dismissed before.
        }
    }
}
