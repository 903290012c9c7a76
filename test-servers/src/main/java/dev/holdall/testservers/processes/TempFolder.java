package dev.holdall.testservers.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder for the files of servers. It is deleted at the end, unless the system property {@value #KEEP} is
 * set.
 */
public final class TempFolder implements AutoCloseable {

    static final String KEEP = "holdall.testservers.keep";

    private final Path path;
    private final Runnable atExit = this::close;

    private TempFolder(Path path) {
        this.path = path;
    }

    public static TempFolder create(String prefix) {
        try {
            TempFolder folder = new TempFolder(Files.createTempDirectory(prefix));
            AtExit.register(folder.atExit);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        AtExit.remove(atExit);
        if (System.getProperty(KEEP) == null && Files.exists(path)) {
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innermostFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
