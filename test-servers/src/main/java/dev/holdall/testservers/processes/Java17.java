package dev.holdall.testservers.processes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Finds a Java 17 runtime, for servers that don't run on a newer one. */
public final class Java17 {

    static final String PROPERTY = "holdall.testservers.java17";

    private static final int FEATURE = 17;
    private static final List<String> VARIABLES = List.of("JAVA17_HOME", "JAVA_HOME_17_X64", "JAVA_HOME_17_ARM64");
    private static final List<Path> FOLDERS = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            Path.of(System.getProperty("user.home", ""), ".sdkman", "candidates", "java"));

    private Java17() {}

    /** Returns the home of a Java 17 runtime; that of this JVM if it is one. */
    public static Path home() {
        if (Runtime.version().feature() == FEATURE) {
            return Path.of(System.getProperty("java.home"));
        }
        return Stream.of(named(), fromEnvironment(), installed())
                .flatMap(candidates -> candidates)
                .filter(Java17::isRuntime)
                .findFirst()
                .orElseThrow(() -> new ServerStartException(
                        "Cassandra needs a Java 17 runtime, and there is none in " + FOLDERS
                                + ": install one, or name its home by -D" + PROPERTY
                                + "=… or by the environment variable " + VARIABLES.get(0),
                        null));
    }

    private static Stream<Path> named() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).stream();
    }

    private static Stream<Path> fromEnvironment() {
        return VARIABLES.stream().map(System::getenv).filter(Objects::nonNull).map(Path::of);
    }

    private static Stream<Path> installed() {
        return FOLDERS.stream()
                .flatMap(Java17::children)
                .flatMap(home -> Stream.of(home, home.resolve("Contents").resolve("Home")));
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

    private static boolean isRuntime(Path home) {
        return Files.isExecutable(home.resolve("bin").resolve("java")) && isRelease(home.resolve("release"));
    }

    private static boolean isRelease(Path file) {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            release.load(in);
        } catch (IOException | IllegalArgumentException none) {
            return false;
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        return version.equals("" + FEATURE) || version.startsWith(FEATURE + ".");
    }
}
