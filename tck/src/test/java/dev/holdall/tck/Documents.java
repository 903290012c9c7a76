package dev.holdall.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds this project's documents. */
final class Documents {

    private Documents() {}

    /** Returns the directory of the whole project, which contains that of the module in which the tests run. */
    static Path root() {
        return Path.of("..");
    }

    /** Returns the README and all documents below docs. */
    static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.walk(root().resolve("docs"))) {
            return Stream.concat(Stream.of(root().resolve("README.md")), docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }
}
