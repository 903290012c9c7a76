package dev.holdall.testservers.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/** Finds the files of the servers, which the build of this module has collected. */
public final class Artifacts {

    private static final String INDEX = "artifacts.properties";

    private Artifacts() {}

    /** Returns the folder with the files that a module beside this one, such as {@code redis-7.4}, has collected. */
    public static Path folder(String module) {
        Properties index = new Properties();
        try (InputStream in = Artifacts.class.getResourceAsStream(INDEX)) {
            index.load(Objects.requireNonNull(in, INDEX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path folder = Path.of(index.getProperty(module));
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(
                    "the files of " + module + " aren't in " + folder + ": run mvn -pl test-servers -am compile");
        }
        return folder;
    }
}
