package dev.holdall.testservers.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a server's log, for the message of a failure. */
public final class LogTail {

    private static final int LINES = 60;

    private LogTail() {}

    /** Returns the end of a log, under a heading with the server's name. */
    public static String of(String server, boolean alive, Path log) {
        return "--- " + server + " (" + (alive ? "runs" : "has ended") + "), end of " + log + "\n"
                + String.join("\n", last(log));
    }

    private static List<String> last(Path log) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
