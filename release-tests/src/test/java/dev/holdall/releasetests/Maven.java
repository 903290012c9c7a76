package dev.holdall.releasetests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Maven as somebody starts it in a terminal: the Maven that runs these tests.
 *
 * @param jdk the JDK in which it runs
 * @param localRepository its local repository
 */
record Maven(Jdk jdk, Path localRepository) {

    private static final Path HOME = Path.of(property("maven.home"));
    private static final Path OUTER_REPOSITORY = Path.of(property("local-repository"));

    /** A build is short: thorough compilation of Maven itself wouldn't pay. */
    private static final String JVM_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** Returns Maven with the local repository of the build that runs these tests. */
    static Maven on(Jdk jdk) {
        return new Maven(jdk, OUTER_REPOSITORY);
    }

    /**
     * Returns Maven with a local repository of its own in an empty folder, into which Holdall's artifacts may be
     * installed. What others have published is shared with the build that runs these tests, by symbolic links: nothing
     * is fetched twice.
     */
    static Maven withOwnRepository(Jdk jdk, Path folder) {
        try {
            link(OUTER_REPOSITORY, folder, "dev");
            link(OUTER_REPOSITORY.resolve("dev"), Files.createDirectory(folder.resolve("dev")), "holdall");
            return new Maven(jdk, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a command line that calls {@code mvn}, as it stands in a document.
     *
     * @param environment variables that the command line refers to
     */
    Command start(Path folder, Map<String, String> environment, Path output, String commandLine) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("JAVA_HOME", jdk.home().toString());
        variables.put("PATH", HOME.resolve("bin") + File.pathSeparator + variable("PATH"));
        variables.put(
                "MAVEN_OPTS",
                String.join(" ", variable("MAVEN_OPTS"), JVM_OPTIONS, "-Dmaven.repo.local=" + localRepository)
                        .strip());
        return Command.start(folder, variables, output, List.of("sh", "-c", commandLine));
    }

    private static void link(Path from, Path to, String except) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> children = Files.list(from)) {
            for (Path child : children.toList()) {
                if (!child.getFileName().toString().equals(except)) {
                    Files.createSymbolicLink(to.resolve(child.getFileName()), child);
                }
            }
        }
    }

    private static String variable(String name) {
        return Objects.requireNonNullElse(System.getenv(name), "");
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
