package dev.holdall.releasetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The project examples/consumer, built on one JDK with one backend.
 *
 * @param folder where it was built
 */
record Consumer(Jdk jdk, Path folder) {

    private static final String MODULE = "com.example.consumer";
    private static final String MAIN = "com.example.consumer.Consumer";

    /** Builds the project, with the artifacts of a release in the local repository. */
    static Consumer build(Release release, String backend, Jdk jdk) {
        Path folder = Folders.empty("consumer/" + jdk.feature() + "-" + backend);
        Folders.copySources(release.sources().resolve("examples/consumer"), folder.resolve("project"));
        try {
            Maven maven = Maven.withOwnRepository(jdk, Files.createDirectory(folder.resolve("local")));
            install(release, maven);
            maven.start(
                            folder.resolve("project"),
                            Map.of(),
                            folder.resolve("build.txt"),
                            "mvn -B -q package -Dbackend=" + backend)
                    .awaitSuccess();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Consumer(jdk, folder);
    }

    /** Returns the names of the files that the application needs beside its own jar. */
    Set<String> libraries() {
        try (Stream<Path> files = Files.list(target().resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the application on the class path, and returns what it prints. */
    String runOnTheClassPath(List<String> options) {
        String classPath = target().resolve("consumer.jar") + ":" + target().resolve("lib") + "/*";
        return run("class-path.txt", options, "-cp", classPath, MAIN);
    }

    /** Runs the application on the module path, and returns what it prints. */
    String runOnTheModulePath(List<String> options) {
        String modulePath = target().resolve("consumer.jar") + ":" + target().resolve("lib");
        // Lettuce and the driver have no module descriptors, which would name the modules that they need.
        return run(
                "module-path.txt",
                options,
                "-p",
                modulePath,
                "--add-modules",
                "ALL-MODULE-PATH,jdk.net",
                "-m",
                MODULE + "/" + MAIN);
    }

    private String run(String output, List<String> options, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(jdk.java());
        words.addAll(options);
        words.addAll(List.of(arguments));
        return Command.start(folder, Map.of(), folder.resolve(output), words).awaitSuccess();
    }

    private Path target() {
        return folder.resolve("project/target");
    }

    /** Copies the artifacts: a local repository has the layout of the repository into which they were deployed. */
    private static void install(Release release, Maven maven) throws IOException {
        Files.walkFileTree(release.repository(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".jar") || file.toString().endsWith(".pom")) {
                    Path copy =
                            maven.localRepository().resolve(release.repository().relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
