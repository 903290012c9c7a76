package dev.holdall.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where this project's documents are. */
final class Documents {

    private Documents() {}

    /** The directory of the whole project, above that of the module in which tests run. */
    static Path root() {
        return Path.of("..");
    }

    /** The README and all that is in docs. */
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
