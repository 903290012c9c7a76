package dev.holdall.releasetests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A JDK that is installed on this machine.
 *
 * @param feature its feature release, such as 17
 */
record Jdk(int feature, Path home) {

    static final int OLDEST = 17;

    private static final List<Path> FOLDERS = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            Path.of(System.getProperty("user.home", ""), ".sdkman", "candidates", "java"));

    /** Returns one JDK of each feature release from 17 on that is found, the oldest first. */
    static Collection<Jdk> installed() {
        TreeMap<Integer, Jdk> found = new TreeMap<>();
        candidates()
                .flatMap(home -> at(home).stream())
                .filter(jdk -> jdk.feature >= OLDEST)
                .forEach(jdk -> found.putIfAbsent(jdk.feature, jdk));
        return found.values();
    }

    /** Returns the JDK that runs this code. */
    static Jdk running() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /** Returns the JDK of the oldest release that Holdall supports. */
    static Optional<Jdk> oldest() {
        return installed().stream().filter(jdk -> jdk.feature == OLDEST).findFirst();
    }

    /** Returns the newest JDK, unless it is the oldest one that Holdall supports. */
    static Optional<Jdk> newest() {
        return installed().stream().max(Comparator.comparingInt(Jdk::feature)).filter(jdk -> jdk.feature > OLDEST);
    }

    /** Returns the launcher. */
    String java() {
        return home.resolve("bin").resolve("java").toString();
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }

    private static Stream<Path> candidates() {
        Stream<Path> running = Stream.of(Path.of(System.getProperty("java.home")));
        Stream<Path> variables = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().matches("JAVA_HOME_\\d+_.*|JAVA\\d+_HOME|JAVA_HOME"))
                .map(variable -> Path.of(variable.getValue()));
        Stream<Path> installed =
                FOLDERS.stream().flatMap(Jdk::children).flatMap(home -> Stream.of(home, home.resolve("Contents/Home")));
        return Stream.of(running, variables, installed).flatMap(homes -> homes);
    }

    private static Stream<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList().stream();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }

    private static Optional<Jdk> at(Path home) {
        if (!Files.isExecutable(home.resolve("bin").resolve("javac"))) {
            return Optional.empty();
        }
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Optional.of(new Jdk(Runtime.Version.parse(version).feature(), home));
        } catch (IOException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
