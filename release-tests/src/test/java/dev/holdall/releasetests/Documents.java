package dev.holdall.releasetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Reads this project's documents. */
final class Documents {

    private Documents() {}

    /** Returns a document's lines. */
    static List<String> lines(String name) {
        try {
            return Files.readAllLines(Folders.PROJECT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the one indented command of a document that begins so, word for word; it may take several lines. */
    static String command(String name, String beginning) {
        List<String> commands = String.join("\n", lines(name))
                .replace("\\\n", " ")
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .filter(line -> line.startsWith(beginning))
                .toList();
        if (commands.size() != 1) {
            throw new AssertionError(name + " has " + commands.size() + " commands that begin with " + beginning);
        }
        return commands.get(0);
    }
}
