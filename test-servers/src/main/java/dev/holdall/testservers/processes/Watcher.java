package dev.holdall.testservers.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * A small process that outlives this JVM by a moment, to kill a server that the JVM left behind.
 *
 * <p>It reads from a pipe that only this JVM holds open. If it reads a line, it ends. If the pipe is closed, which
 * happens however the JVM ends, it kills the process that it watches, paused or not.
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
            throw new UncheckedIOException("can't start the watcher that would kill a server if this JVM is killed", e);
        }
    }

    /**
     * Ends the watcher without a kill. It has to end when the watched process has ended, because another process may
     * get the same ID.
     */
    void dismiss() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // The watcher has ended already.
        }
    }
}
