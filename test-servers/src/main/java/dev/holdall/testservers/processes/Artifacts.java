package dev.holdall.testservers.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/** The files of the servers, as the build that made this class collected them. */
public final class Artifacts {

    private static final String INDEX = "artifacts.properties";

    private Artifacts() {}

    /** The folder with the files of a module beside this one. */
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
                    "no files of " + module + " in " + folder + ": run mvn -pl test-servers -am compile");
        }
        return folder;
    }
}
